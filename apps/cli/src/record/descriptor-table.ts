/** One open descriptor of a pipe. */
interface PipeDescriptor {
  readonly pipe: number;
  readonly writes: boolean;
  readonly closesOnExec: boolean;
}

/**
 * Which of a process's descriptors are ends of pipes that the recording knows. Only what is needed to tell when the
 * last write end of a pipe is given up; files and sockets are left out, and so are descriptors sent over sockets.
 */
export class DescriptorTable {
  private readonly pipes: Map<number, PipeDescriptor>;
  /** Pipes whose write end was held when {@link givenUp} was last asked. */
  private noted: ReadonlySet<number>;
  private changed = false;

  constructor(pipes: ReadonlyMap<number, PipeDescriptor> = new Map()) {
    this.pipes = new Map(pipes);
    this.noted = this.held();
  }

  /** What a forked child starts with. */
  copy(): DescriptorTable {
    return new DescriptorTable(this.pipes);
  }

  open(descriptor: number, pipe: number, writes: boolean, closesOnExec: boolean): void {
    this.pipes.set(descriptor, { pipe, writes, closesOnExec });
    this.changed = true;
  }

  close(descriptor: number): void {
    this.changed = this.pipes.delete(descriptor) || this.changed;
  }

  closeRange(first: number, last: number): void {
    for (const descriptor of this.pipes.keys()) {
      if (descriptor >= first && descriptor <= last) this.close(descriptor);
    }
  }

  /** `to` becomes another name of what `from` is; whatever `to` was before is closed. */
  duplicate(from: number, to: number, closesOnExec: boolean): void {
    if (from === to) return;
    const source = this.pipes.get(from);
    if (source === undefined) this.close(to);
    else this.open(to, source.pipe, source.writes, closesOnExec);
  }

  setCloseOnExec(descriptor: number, closesOnExec: boolean): void {
    const entry = this.pipes.get(descriptor);
    if (entry !== undefined) this.pipes.set(descriptor, { ...entry, closesOnExec });
  }

  execute(): void {
    for (const [descriptor, entry] of this.pipes) if (entry.closesOnExec) this.close(descriptor);
  }

  /** The pipes whose last write end was given up since this was last asked. */
  givenUp(): number[] {
    if (!this.changed) return [];
    this.changed = false;
    const held = this.held();
    const lost = [...this.noted].filter((pipe) => !held.has(pipe));
    this.noted = held;
    return lost;
  }

  private held(): ReadonlySet<number> {
    const pipes = new Set<number>();
    for (const { pipe, writes } of this.pipes.values()) if (writes) pipes.add(pipe);
    return pipes;
  }
}
