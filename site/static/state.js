// view(trace, cursor): everything on the page follows from these two.
import { marks } from "./axis.js";
import { PARTIES } from "./parties.js";

/** @typedef {import("./types").Trace} Trace */
/** @typedef {import("./types").TraceEvent} TraceEvent */
/** @typedef {import("./types").Snapshot} Snapshot */
/** @typedef {import("./types").Cursor} Cursor */
/** @typedef {import("./types").Run} Run */

const EVERY = 64; // events between two full snapshots

/** @returns {Run} */
export const defaultRun = () => ({ v: 1, scenario: "sale", seed: 42, suite: 1, rules: [], edits: [] });

/** @returns {Cursor} */
export const defaultCursor = () => ({ t: 0, party: "", msg: "", path: "", tab: "tree" });

/** @returns {Snapshot} */
const empty = () => /** @type {Snapshot} */ (Object.fromEntries(PARTIES.map((p) => [p, {}])));

/** @param {Snapshot} s @returns {Snapshot} */
const copy = (s) => /** @type {Snapshot} */ (Object.fromEntries(PARTIES.map((p) => [p, { ...s[p] }])));

/** @param {Snapshot} into @param {TraceEvent} event */
function apply(into, event) {
  for (const { party, name, value } of event.delta ?? []) into[party][name] = value ?? "";
}

/**
 * Reads a trace in JSON Lines: the run, the events, the end.
 * @param {string} text
 * @returns {Trace}
 */
export function parseTrace(text) {
  const lines = text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
  const [head] = lines.splice(0, 1);
  const [tail] = lines.splice(-1, 1);
  if (!head?.run || !tail?.end) throw new Error("trace without head or end");
  return prepare(head.run, lines, tail.end.hash);
}

/**
 * @param {Run} run
 * @param {TraceEvent[]} events
 * @param {string} hash
 * @returns {Trace}
 */
function prepare(run, events, hash) {
  /** @type {Snapshot[]} */
  const snapshots = [];
  const now = empty();
  events.forEach((event, i) => {
    if (i % EVERY === 0) snapshots.push(copy(now));
    apply(now, event);
  });
  const byKey = new Map(events.map((event, i) => [event.key, i]));
  return { run: { ...defaultRun(), ...run }, events, hash, byKey, snapshots, marks: marks(events) };
}

/**
 * The state of all parties after event `at`; before the first one for -1.
 * @param {Trace} trace
 * @param {number} at
 * @returns {Snapshot}
 */
export function snapshot(trace, at) {
  const from = Math.floor(Math.max(at, 0) / EVERY);
  const base = trace.snapshots[from];
  const now = base ? copy(base) : empty();
  for (let i = from * EVERY; i <= at; i++) apply(now, /** @type {TraceEvent} */ (trace.events[i]));
  return now;
}

/**
 * The event that a cursor stands on: its message, else the last one at its time.
 * @param {Trace} trace
 * @param {Cursor} cursor
 */
export function position(trace, cursor) {
  const named = trace.byKey.get(cursor.msg);
  if (named !== undefined) return named;
  let at = 0;
  while (at + 1 < trace.events.length && /** @type {TraceEvent} */ (trace.events[at + 1]).t <= cursor.t) at++;
  return at;
}

/** @param {TraceEvent | undefined} event */
export const isMessage = (event) =>
  event !== undefined && (event.layer === "message" || event.layer === "acquirer" || event.layer === "issuer");

/**
 * The next event from `at` in a direction for which `wanted` holds, else `at`.
 * @param {Trace} trace
 * @param {number} at
 * @param {1 | -1} way
 * @param {(event: TraceEvent) => boolean} wanted
 */
export function step(trace, at, way, wanted) {
  for (let i = at + way; i >= 0 && i < trace.events.length; i += way) {
    if (wanted(/** @type {TraceEvent} */ (trace.events[i]))) return i;
  }
  return at;
}

/**
 * What the inspector shows: the event itself, or while the trace plays the
 * last message, since the small ones pass too fast to be read.
 * @param {Trace} trace
 * @param {number} at
 * @param {boolean} playing
 */
export function opened(trace, at, playing) {
  const event = /** @type {TraceEvent} */ (trace.events[at]);
  if (!playing || isMessage(event)) return event;
  return /** @type {TraceEvent} */ (trace.events[step(trace, at, -1, isMessage)]);
}

/**
 * The first value that each item ever had: money is shown against it.
 * @param {Trace} trace
 * @returns {Snapshot}
 */
export function startValues(trace) {
  const first = empty();
  for (const event of trace.events) {
    for (const { party, name, value } of event.delta ?? []) first[party][name] ??= value ?? "";
  }
  return first;
}

const MONEY = /^(ledger\/|balance$)/;

/**
 * The money that one event moved: item, value before and after.
 * @param {Trace} trace
 * @param {number} at
 */
export function moneyMoved(trace, at) {
  const event = trace.events[at];
  if (!event?.delta?.some((d) => MONEY.test(d.name))) return [];
  const before = snapshot(trace, at - 1);
  return event.delta.flatMap(({ party, name, value = "" }) => {
    const was = before[party][name];
    return MONEY.test(name) && was !== undefined && was !== value ? [{ party, name, was, now: value }] : [];
  });
}
