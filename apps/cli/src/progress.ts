import { counted } from "@crosstalk/experiment/counted";
/** Where progress is told, and how. */
export interface ProgressOptions {
  /** How many runs there are. */
  readonly total: number;
  /** What the runs are of. */
  readonly name: string;
  readonly stream: NodeJS.WriteStream;
  /** Real milliseconds since some instant. */
  readonly clock?: () => number;
}

const BAR = 24;
const SHORTEST_REDRAW = 100;
const COLOURS = { red: 31, cyan: 36 };

/** Tells how far runs are and how long the rest will take: a bar on a terminal, at most ten lines elsewhere. */
export class Progress {
  readonly #options: ProgressOptions;
  readonly #clock: () => number;
  readonly #start: number;
  #done = 0;
  #failed = 0;
  #tenths = 0;
  #drawn = Number.NEGATIVE_INFINITY;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => performance.now());
    this.#start = this.#clock();
    if (options.stream.isTTY) this.#draw();
  }

  /** A run has ended. */
  add(failed: boolean): void {
    this.#done += 1;
    if (failed) this.#failed += 1;
    if (this.#options.stream.isTTY) this.#draw();
    else this.#line();
  }

  /** Nothing more will be told: clears the bar away. */
  close(): void {
    if (this.#options.stream.isTTY) this.#options.stream.write("\r\x1b[K");
  }

  #draw(): void {
    const { total, stream } = this.#options;
    const now = this.#clock();
    if (this.#done < total && now - this.#drawn < SHORTEST_REDRAW) return;
    this.#drawn = now;
    const filled = Math.round((this.#done / total) * BAR);
    const bar = paint(stream, "cyan", "█".repeat(filled)) + "░".repeat(BAR - filled);
    const failures = this.#failed > 0 ? `, ${paint(stream, "red", `${this.#failed} failed`)}` : "";
    stream.write(`\r${bar} ${this.#done}/${total}${failures}${this.#left()}\x1b[K`);
  }

  #line(): void {
    const { total, name, stream } = this.#options;
    const tenths = Math.floor((this.#done / total) * 10);
    if (tenths === this.#tenths) return;
    this.#tenths = tenths;
    const failures = this.#failed > 0 ? `, ${this.#failed} failed` : "";
    stream.write(`${name}: ${this.#done} of ${counted(total, "run")}${failures}${this.#left()}\n`);
  }

  #left(): string {
    const { total } = this.#options;
    if (this.#done === 0 || this.#done === total) return "";
    const milliseconds = ((this.#clock() - this.#start) / this.#done) * (total - this.#done);
    return `, ${formatDuration(milliseconds)} left`;
  }
}

/** A length of real time for people: `42 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(milliseconds: number): string {
  const all = Math.max(1, Math.round(milliseconds / 1000));
  if (all < 60) return `${all} s`;
  const minutes = Math.floor(all / 60);
  return minutes < 60 ? `${minutes} min ${all % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Text in a colour, where the stream shows colours and the user has not asked for none (`NO_COLOR`). */
export function paint(stream: NodeJS.WriteStream, colour: "cyan" | "red", text: string): string {
  const wanted = stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
  return wanted ? `\x1b[${COLOURS[colour]}m${text}\x1b[39m` : text;
}
