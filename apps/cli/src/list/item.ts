/** A value that can be set, or that a model has: its name, what it is if nothing is said, and in which unit. */
export interface Parameter {
  readonly name: string;
  /** The value, or the levels, that hold unless told otherwise. */
  readonly default: string | number;
  /** `1` for a pure number; absent where the value is no number. */
  readonly unit?: string;
  readonly about?: string;
}

/** Something that is measured. */
export interface ListedMeasure {
  readonly name: string;
  readonly unit: string;
  readonly about?: string;
}

/** A thing that can be named on the command line, and what there is to know of it. */
export interface Item {
  readonly name: string;
  readonly about: string;
  /** What else is known of it, by what that is called. */
  readonly facts?: Readonly<Record<string, string | number>>;
  readonly parameters?: readonly Parameter[];
  readonly measures?: readonly ListedMeasure[];
}
