/** After these a long name is broken, if it can be. */
const JOINTS = " -./:,;_=+&";

/** A text in lines of at most so many characters: broken after a blank or a joint of a name where there is one, else anywhere. */
export function brokenText(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = [...text];
  while (rest.length > width) {
    const joint = rest.slice(0, width).findLastIndex((letter) => JOINTS.includes(letter)) + 1;
    const end = rest[width] === " " ? width : joint > 0 ? joint : width;
    lines.push(rest.slice(0, end).join("").trimEnd());
    rest = rest.slice(end);
    while (rest[0] === " ") rest.shift();
  }
  return [...lines, rest.join("")];
}
