/** Kinds of payer: who uses a processor. Activities of one kind may be told apart after a dot. */
export type AccountKind =
  | "user"
  | "kernel"
  | "hypervisor"
  | "back-end"
  | "spin"
  | "stolen"
  | "refill"
  | "idle"
  | "off"
  | "unanswered";

/**
 * Who pays for processor time, and why: links `kind[.activity]:owner` from the payer to the first cause, joined by
 * ` < `. `hypervisor.memory:xen < kernel:web < user:web` is Xen's work on memory, caused by the kernel of web's VM,
 * caused by a program of web.
 */
export type Account = string;

const LINK = " < ";

/** An account of a payer that nobody else caused to work. */
export function account(kind: AccountKind, owner: string, activity?: string): Account {
  return `${kind}${activity === undefined ? "" : `.${activity}`}:${owner}`;
}

/** An account of a payer whose work another account caused. */
export function causedBy(cause: Account, kind: AccountKind, owner: string, activity?: string): Account {
  return account(kind, owner, activity) + LINK + cause;
}

/** One link of an account's chain. */
export interface AccountLink {
  readonly kind: AccountKind;
  readonly activity?: string;
  readonly owner: string;
}

/** The chain of an account, payer first. */
export function chainOf(of: Account): readonly AccountLink[] {
  return of.split(LINK).map((link) => {
    const colon = link.indexOf(":");
    const [kind, activity] = link.slice(0, colon).split(".") as [AccountKind, string?];
    const owner = link.slice(colon + 1);
    return activity === undefined ? { kind, owner } : { kind, activity, owner };
  });
}

/** Nanoseconds by account. */
export type Ledger = Record<Account, number>;

/** Adds time to an account. */
export function credit(ledger: Ledger, to: Account, time: number): void {
  if (time !== 0) ledger[to] = (ledger[to] ?? 0) + time;
}

/** All time in a ledger. */
export function totalOf(ledger: Readonly<Ledger>): number {
  let total = 0;
  for (const key in ledger) total += ledger[key] as number;
  return total;
}
