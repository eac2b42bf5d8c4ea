/** Identity of a page's content: equal identities, equal bytes. */
export type Content =
  | { readonly kind: "zero" }
  | { readonly kind: "file"; readonly file: string /** Page within the file. */; readonly offset: number }
  | { readonly kind: "private"; readonly process: string; readonly page: number; readonly version: number };

/** The content of the page so many pages on in a run. */
export function contentAt(content: Content, by: number): Content {
  if (by === 0 || content.kind === "zero") return content;
  if (content.kind === "file") return { kind: "file", file: content.file, offset: content.offset + by };
  const { process, page, version } = content;
  return { kind: "private", process, page: page + by, version };
}

/** Whether a content goes on another's run, so many pages on. */
export function goesOn(first: Content, by: number, second: Content): boolean {
  switch (first.kind) {
    case "zero":
      return second.kind === "zero";
    case "file":
      return second.kind === "file" && second.file === first.file && second.offset === first.offset + by;
    case "private":
      return (
        second.kind === "private" &&
        second.version === first.version &&
        second.page === first.page + by &&
        second.process === first.process
      );
  }
}

/** Whether two pages are equal, byte for byte. */
export function sameContent(first: Content, second: Content): boolean {
  return goesOn(first, 0, second);
}
