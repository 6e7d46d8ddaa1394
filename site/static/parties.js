// The parties, in the order in which they stand on the page, and what the
// protocol lets each of them see.

/** @type {import("./types").Party[]} */
export const PARTIES = ["card", "reader", "host", "network", "backend", "issuer"];

/** The attacker owns these. */
export const HOSTILE = new Set(["host", "network"]);

/** @typedef {"clear" | "masked" | "sealed" | "hsm" | "never"} Sight */

/**
 * What each party can see of each item: in the clear, masked, sealed, only
 * inside its HSM, or not at all. Order as PARTIES.
 * @type {Record<string, Sight[]>}
 */
export const SIGHT = {
  amount: ["clear", "clear", "clear", "clear", "clear", "clear"],
  account: ["clear", "clear", "masked", "sealed", "clear", "clear"],
  pin: ["never", "clear", "sealed", "sealed", "hsm", "hsm"],
  keys: ["clear", "clear", "never", "never", "hsm", "hsm"],
};

/**
 * Who holds the key of a sealed field: the screen over its bytes lifts there.
 * @type {Set<string>}
 */
export const OPENS = new Set(["reader", "backend"]);

/** Kinds of messages that a message carries inside. @type {Record<string, string>} */
export const INSIDE = {
  "SignIn.answer/1": "SignIn1",
  "SignIn/2": "SignIn2",
  "SignIn.answer/2": "SignIn3",
  Start: "Offer",
  "Start.answer": "Authorize",
  "HostMAC": "0200",
  "HostMAC.answer": "F64",
  Complete: "Verdict",
  "Complete.answer": "Confirm",
  "Reverse.answer/1": "Reverse",
  "Reverse/2": "Reversed",
  "0800 sign-in/1": "SignIn1",
  "0810 sign-in/1": "SignIn2",
  "0800 sign-in/2": "SignIn3",
  "0810 offer": "Offer",
  "0200 sale": "Authorize",
  "0210 sale": "Verdict",
  "0400 reversal": "Reverse",
  "0410 reversal": "Reversed",
  "0620 confirm": "Confirm",
};

/** @param {string} key a message key, "reader/Start.answer/1" */
export function inside(key) {
  const [, name = "", ordinal = ""] = key.split("/");
  return INSIDE[`${name}/${ordinal}`] ?? INSIDE[name] ?? "";
}

/** The currency of a scenario; amounts in a trace are minor units. @type {Record<string, string>} */
export const CURRENCY = { sale: "CNY" };
