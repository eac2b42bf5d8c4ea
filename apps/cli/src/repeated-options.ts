import type { Command } from "commander";

/** What is wrong with how often options were given; it is kept among the options' values. */
export interface RepeatedFlags {
  /** One text for each option that takes one value and was given more. */
  readonly repeated?: readonly string[];
}

/** Notices options that take one value and are given more than one, of which commander would silently take the last. */
export function noticeRepeated(command: Command): Command {
  const given = new Map<string, number>();
  for (const option of command.options.filter(({ required, parseArg }) => required && parseArg === undefined)) {
    command.on(`option:${option.name()}`, () => {
      given.set(option.name(), (given.get(option.name()) ?? 0) + 1);
      const repeated = [...given].filter(([, times]) => times > 1);
      const texts = repeated.map(([name, times]) => `--${name} is given ${times} times; allowed is once`);
      command.setOptionValue("repeated", texts);
    });
  }
  return command;
}
