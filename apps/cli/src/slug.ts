/**
 * A text as a name of lower-case letters, digits and dashes: `./My Script.sh` gives `my-script-sh`.
 *
 * @param otherwise the name where nothing of the text is left.
 */
export function slugOf(text: string, otherwise: string): string {
  const slug = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return slug === "" ? otherwise : slug;
}
