/** The folder of this package's siblings, wherever they are installed. */
const ours = pathOf(new URL("../../", import.meta.url).href);

/**
 * Where in the user's own code an error, or what caused it, came about: the first place on its stack that is neither in
 * Crosstalk's packages nor in Node's or other modules, as `file:line:column`. Undefined if there is none.
 */
export function userFrame(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const frames = (error.stack ?? "").split("\n").flatMap((line) => {
    const place = /^ +at (?:async )?(?:.*\()?((?:file:\/\/)?[^()]+:\d+:\d+)\)?$/.exec(line)?.[1];
    return place === undefined ? [] : [pathOf(place)];
  });
  const isUsers = (place: string) => !/^node:|\/node_modules\//.test(place) && !place.startsWith(ours);
  return userFrame(error.cause) ?? frames.find(isUsers);
}

/** A module's place without `file://` and a query. */
function pathOf(url: string): string {
  return url.replace(/^file:\/\//, "").replace(/\?[^:]*/, "");
}
