import { block } from "./block.ts";
import type { Content } from "./content.ts";
import type { Document } from "./document.ts";
import { cannotFail, plain } from "./plain.ts";
import { checkSend } from "./send.ts";
import type { Action } from "./setup.ts";

/** The actions that executable content becomes. */
export function actionsOf(contents: readonly Content[], document: Document): Action[] {
  check(contents);
  if (contents.length === 0) return [];
  const actions = cannotFail(contents, document.variables.names) ? plain(contents, document) : [block(contents, document)];
  return actions as Action[];
}

function check(contents: readonly Content[]): void {
  for (const content of contents) {
    if (content.kind === "send") checkSend(content);
    if (content.kind === "foreach") check(content.contents);
    if (content.kind === "if") for (const branch of content.branches) check(branch.contents);
  }
}
