export { isolationEfficiency, isolationEfficiency as default } from "./isolation-efficiency.ts";
export { figureParts, type IsolationKind, isolationKinds, type PartName } from "./parts.ts";
export { type PlatformScore, platformScores } from "./scores.ts";
