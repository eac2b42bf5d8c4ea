export { experimentJsonSchema } from "./json-schema.ts";
export { type ParsedFile, parseExperimentFile } from "./parse-experiment-file.ts";
export { measureTable } from "./schema/measure.ts";
