/** The part of jStat that is used here; the library ships no types of its own. */
declare module "jstat" {
  const jStat: {
    readonly studentt: {
      /** The value below which Student's t falls with a probability. */
      inv(probability: number, degreesOfFreedom: number): number;
    };
  };
  export default jStat;
}
