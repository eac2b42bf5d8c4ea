export { contentAt, goesOn } from "@crosstalk/hardware";
