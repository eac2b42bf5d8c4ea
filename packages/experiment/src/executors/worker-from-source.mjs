import { register } from "tsx/esm/api";

register();

const worker = await import("./worker.ts");

/** What a worker loads when the packages run from source: Node 20 can't load TypeScript in a worker thread by itself. */
export default worker.default;

/** The same of what a worker can do beside making runs. */
export const worlds = worker.worlds;
