export { noisyNeighbour } from "./noisy-neighbour.ts";
export { webLatency, webLatency as default } from "./web-latency.ts";
