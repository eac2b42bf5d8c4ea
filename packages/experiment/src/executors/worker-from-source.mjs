/** What a worker loads when the packages run from source: Node 20 can't load TypeScript in a worker thread by itself. */
import { register } from "tsx/esm/api";

register();

/** The worker proper. */
export const { default: work } = await import("./worker.ts");
export default work;
