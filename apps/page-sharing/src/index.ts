export { pageSharing, pageSharing as default } from "./page-sharing.ts";
