import { register } from "tsx/esm/api";

register();

/** What a worker loads when the packages run from source: Node 20 can't load TypeScript in a worker thread by itself. */
export default (await import("./worker.ts")).default;
