/** Why a text is not JSON, and the line in which that shows; nothing if it is. */
export function jsonProblems(text: string): readonly { readonly message: string; readonly line: number }[] {
  const whole = errorOf(text);
  if (whole === undefined) return [];
  const lines = text.split("\n");
  // The fewest lines that nothing can follow: the engine doesn't always say where.
  let [sound, wrong] = [0, lines.length];
  while (wrong - sound > 1) {
    const middle = Math.floor((sound + wrong) / 2);
    if (canGoOn(lines.slice(0, middle).join("\n"))) sound = middle;
    else wrong = middle;
  }
  const message = errorOf(lines.slice(0, wrong).join("\n")) ?? whole;
  return [{ message: message.replaceAll(/\s+/g, " "), line: wrong }];
}

/** Whether a text is JSON, or the beginning of some. */
function canGoOn(text: string): boolean {
  const error = errorOf(text);
  const [, position] = / at position (\d+)/.exec(error ?? "") ?? [];
  return error === undefined || error.includes("end of JSON") || Number(position) >= text.length;
}

function errorOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
