import { seconds } from "@crosstalk/engine";
import { forever, type Program, sequence, sleep } from "../program.ts";

/**
 * A hypervisor's driver in its guest, which takes memory from it: asks for its target once a second. Quoted: Waldspurger,
 * OSDI 2002, section 3.2.
 */
export const balloonDriver: Program = forever(sequence(sleep(seconds(1)), { do: "balloon" }));
