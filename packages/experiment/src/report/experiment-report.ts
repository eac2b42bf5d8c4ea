/** A cell of a table: plain text, which may lead to the section of that id. */
export type ReportCell = string | { readonly text: string; readonly to: string };

/** A table of a report. */
export interface ReportTable {
  readonly caption?: string;
  readonly columns: readonly {
    readonly title: string;
    readonly align?: "left" | "right";
    /** What the column is, shown when one points at it. */
    readonly about?: string;
  }[];
  readonly rows: readonly (readonly ReportCell[])[];
}

/** A part of a report's page. All texts are plain; what is in them is shown as it is. */
export interface ReportSection {
  readonly heading: string;
  /** By which cells and drawings lead to it; unique on the page. Lower-case letters, digits, dots and dashes. */
  readonly id?: string;
  readonly paragraphs?: readonly string[];
  /** Drawings, as SVG text; its title and description are read to those who can't see it. */
  readonly figures?: readonly { readonly svg: string; readonly caption: string }[];
  /** A list, each entry of which either holds, doesn't, or simply is. */
  readonly list?: readonly { readonly text: string; readonly holds?: boolean }[];
  readonly tables?: readonly ReportTable[];
  /** Commands that readers may copy. */
  readonly commands?: readonly string[];
  /** Shown folded: for readers who follow a number to where it comes from. */
  readonly folded?: boolean;
}

/** What an experiment makes of its results for its readers, in place of the plain table of all measures. */
export interface ExperimentReport {
  readonly title: string;
  /** For the terminal, in lines of at most 80 characters. */
  readonly text: string;
  /** For the page `report.html`, in order. */
  readonly sections: readonly ReportSection[];
}
