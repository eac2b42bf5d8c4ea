export { experimentJsonSchema } from "./json-schema.ts";
export { type ParsedFile, parseExperimentFile } from "./parse-experiment-file.ts";
export { type PlatformParameter, platformParameters } from "./platform-parameters.ts";
export { measureParameters, measureTable } from "./schema/measure.ts";
