export { webLatency, webLatency as default } from "./web-latency.ts";
