import { writeFileSync } from "node:fs";
import { tested } from "../equivalence/runtime.ts";
import { frameworkTests } from "./framework.ts";
import { outcomeOf } from "./outcome.ts";
import { pageOf, tableOf } from "./table.ts";

const outcomes = frameworkTests().map((test) => outcomeOf(test, tested));
writeFileSync(new URL("../../docs/scxml.md", import.meta.url), pageOf(outcomes));
for (const line of tableOf(outcomes)) console.log(line);
