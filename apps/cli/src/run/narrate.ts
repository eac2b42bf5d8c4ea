/** Tells on stderr how things go, unless the user wants quiet. */
export function narrate({ quiet }: { readonly quiet?: true }, text: string): void {
  if (!quiet) process.stderr.write(text);
}
