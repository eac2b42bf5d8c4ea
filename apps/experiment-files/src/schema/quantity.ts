import { CLOCK_RANGE } from "@crosstalk/hardware";
import { z } from "zod";

/** Units of a kind of quantity, with how much of the base unit each is. */
type Units = Readonly<Record<string, number>>;

const times: Units = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, min: 60e9, h: 3600e9 };
const sizes: Units = { KiB: 1024, MiB: 1024 * 1024, GiB: 1024 * 1024 * 1024 };
const frequencies: Units = { Hz: 1, kHz: 1e3 };
const clocks: Units = { MHz: 1e-3, GHz: 1 };
const rates: Units = { "/s": 1, "/min": 1 / 60, "/h": 1 / 3600 };
const PAGE = 4096;
const [SLOWEST, FASTEST] = CLOCK_RANGE;

/** Longest time that can be written, in nanoseconds: more than the hundred days of virtual time make no sense. */
const LONGEST = 9e15;

function patternOf(units: Units): RegExp {
  return new RegExp(`^(\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?) ?(${Object.keys(units).join("|")})$`);
}

function quantity(units: Units, allowed: string, convert: (amount: number) => number | undefined) {
  const pattern = patternOf(units);
  return z
    .string({ error: allowed })
    .regex(pattern, allowed)
    .transform((text, context) => {
      const [, number = "", unit = ""] = pattern.exec(text) ?? [];
      const amount = convert(Number(number) * (units[unit] ?? Number.NaN));
      if (amount !== undefined) return amount;
      context.addIssue({ code: "custom", message: allowed, input: text });
      return z.NEVER;
    });
}

/** A length of time as text, such as `30 ms`; in nanoseconds. */
export const time = quantity(
  times,
  'a time above 0 with its unit, such as "30 ms"; units are ns, us, ms, s, min, h',
  (amount) => {
    const whole = Math.round(amount);
    return whole >= 1 && whole <= LONGEST ? whole : undefined;
  },
);

/** An amount of memory as text, such as `512 MiB`; in pages of 4 KiB. */
export const memory = quantity(
  sizes,
  'an amount of memory in pages of 4 KiB, such as "512 MiB"; units are KiB, MiB, GiB',
  (amount) => {
    const pages = amount / PAGE;
    return Number.isSafeInteger(pages) && pages >= 1 ? pages : undefined;
  },
);

/** Ticks of a kernel's timer a second as text, such as `100 Hz`: ten times less and more than kernels are built with. */
export const ticks = quantity(frequencies, 'a frequency from 10 Hz to 10 kHz, such as "100 Hz"', (amount) =>
  amount >= 10 && amount <= 10_000 ? amount : undefined,
);

/** A processor's clock as text, such as `2.4 GHz`; in GHz. */
export const clock = quantity(
  clocks,
  `a clock from ${SLOWEST} to ${FASTEST} GHz, such as "2.4 GHz"; units are MHz, GHz`,
  (amount) => {
    const rounded = Number(amount.toPrecision(12));
    return rounded >= SLOWEST && rounded <= FASTEST ? rounded : undefined;
  },
);

/** How often something comes as text, such as `400 /s`; a second. */
export const rate = quantity(rates, 'a rate of at most 1e9 a second, such as "400 /s"; units are /s, /min, /h', (amount) =>
  amount > 0 && amount <= 1e9 ? amount : undefined,
);
