import { expect, it } from "vitest";
import { z } from "zod";
import { platformParameters } from "./platform-parameters.ts";
import { platform, platformNames } from "./schema/platform.ts";

type Schema = z.core.JSONSchema.BaseSchema;

/** Names of all that a schema lets be set, those of parts after that of what they are part of. */
function settable({ properties = {}, anyOf = [] }: Schema, within = ""): string[] {
  const parts = anyOf.flatMap((each) => settable(each as Schema, within));
  const own = Object.entries(properties).flatMap(([name, part]) => {
    const path = within === "" ? name : `${within}.${name}`;
    const inner = settable(part as Schema, path);
    const isPart = (part as Schema).type === "object";
    return isPart ? inner : [path, ...inner];
  });
  return [...parts, ...own].filter((name) => name !== "name");
}

it("what is told of a platform is what a file can set of it", () => {
  const objects = platform.options[1].options;
  for (const name of platformNames) {
    const schema = objects.find(({ shape }) => shape.name.value === name);
    const allowed = settable(z.toJSONSchema(schema as (typeof objects)[number], { io: "input" }) as Schema);
    expect(
      platformParameters({ name })
        .map((each) => each.name)
        .sort(),
      name,
    ).toEqual([...new Set(allowed)].sort());
  }
});
