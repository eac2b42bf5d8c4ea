/** What an experiment's figure shows: one number by the levels of a factor, a series for each level of another. */
export interface FigureOptions {
  readonly title?: string;
  /** Factor along the horizontal axis. */
  readonly x: string;
  /** Measure or derived measure along the vertical axis. */
  readonly y: string;
  /** Factor whose levels are told apart by shape and colour; absent: one series. */
  readonly series?: string;
  /** What the horizontal axis says; the factor's name by default. */
  readonly xTitle?: string;
  /** What the vertical axis says; the measure's name and unit by default. */
  readonly yTitle?: string;
}
