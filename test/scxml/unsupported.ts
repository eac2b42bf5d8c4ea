/** What a document uses that can't be said as a machine of XState's: the document is listed with the reason, and not run. */
export class Unsupported extends Error {
  override name = "Unsupported";
}
