import { Argument, Command } from "commander";

const SHELLS = ["bash", "zsh", "fish"] as const;

async function completion(shell: (typeof SHELLS)[number], _: unknown, command: Command): Promise<void> {
  const [{ completable }, { bashCompletion }, { zshCompletion }, { fishCompletion }] = await Promise.all([
    import("../completion/completable.ts"),
    import("../completion/bash.ts"),
    import("../completion/zsh.ts"),
    import("../completion/fish.ts"),
  ]);
  const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };
  process.stdout.write(scripts[shell](completable(command.parent ?? command)));
}

/** `crosstalk completion`: a script by which a shell completes commands, options and names. */
export function completionCommand(): Command {
  return new Command("completion")
    .summary("print a script that has a shell complete crosstalk")
    .addArgument(new Argument("<shell>", "whose script").choices(SHELLS))
    .addHelpText(
      "after",
      `
To use it at once; in ~/.bashrc, ~/.zshrc or ~/.config/fish/config.fish from
then on:
  source <(crosstalk completion bash)
  source <(crosstalk completion zsh)
  crosstalk completion fish | source`,
    )
    .action(completion);
}
