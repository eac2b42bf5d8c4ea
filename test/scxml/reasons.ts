const output = "an error in `donedata` is an error event in SCXML; XState's `output` of a final state can raise none";

/** Why the tests fail that fail in both runtimes: what XState does otherwise than SCXML says, or the framework wants more. */
export const reasons: Readonly<Record<string, string>> = {
  "error/error": "wants the line, column and element of an error, which are SCION's own",
  "w3c-ecma/test298": output,
  "w3c-ecma/test307": "wants a state `pass`, which the document does not have: its log is for a person to judge",
  "w3c-ecma/test343": output,
  "w3c-ecma/test344": "an error in a condition is an error event in SCXML; XState's guards can raise none",
  "w3c-ecma/test409":
    "`In` in exit actions: SCXML takes each state away as its actions have run; XState asks about the states before the transition",
  "w3c-ecma/test411":
    "`In` in entry actions: SCXML adds each state before its actions run; XState asks about the states before the transition",
  "w3c-ecma/test488": output,
  "w3c-ecma/test528": output,
};
