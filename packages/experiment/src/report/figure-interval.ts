/** What the bars of a figure are, in words. */
export interface FigureInterval {
  /** Below the figure's title. */
  readonly subtitle: string;
  /** Of the bars, as it follows "bars are". */
  readonly bars: string;
}

/** Intervals that replications leave open. */
export const ofReplications: FigureInterval = {
  subtitle: "mean and 95 % confidence interval",
  bars: "95 % confidence intervals",
};

/** Intervals of chance and of not knowing the constants, where these were sampled. */
export const ofBoth: FigureInterval = {
  subtitle: "mean, and 95 % interval of what chance and constants do",
  bars: "95 % intervals of what chance and constants do",
};
