/// <reference path="./jstat.d.ts" />
import jStat from "jstat";

/**
 * The value below which Student's t falls with a probability; within 1e-6 of published tables from 0.0005 to 0.9995.
 *
 * @param probability above 0, below 1.
 * @param degreesOfFreedom a whole number of at least 1.
 */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`probability is ${probability}; allowed is above 0, below 1`);
  }
  if (!(Number.isSafeInteger(degreesOfFreedom) && degreesOfFreedom >= 1)) {
    throw new RangeError(`degreesOfFreedom is ${degreesOfFreedom}; allowed is a whole number of at least 1`);
  }
  return jStat.studentt.inv(probability, degreesOfFreedom);
}
