// The time axis. Virtual time is uneven: an acknowledgement takes microseconds,
// a person seconds. The axis gives every event room for its weight and every
// wait room for its logarithm, so that all can be seen and none takes forever.

/** @typedef {import("./types").TraceEvent} TraceEvent */

/** Room before an event, in axis units; one unit plays in about 100 ms. @type {Record<string, number>} */
const WEIGHT = { card: 0.5, link: 0.08, message: 3, envelope: 3, acquirer: 4, issuer: 5, note: 0.35 };

/** @param {number} gap microseconds */
const wait = (gap) => (gap <= 0 ? 0 : Math.log10(1 + gap / 2e5) * 3);

/**
 * Positions of events on the axis, rising.
 * @param {TraceEvent[]} events
 */
export function marks(events) {
  let pos = 0;
  let last = 0;
  return events.map((event) => {
    pos += (WEIGHT[event.layer] ?? 1) + wait(event.t - last) + (event.delta?.some((d) => d.name.startsWith("ledger/")) ? 4 : 0);
    last = event.t;
    return pos;
  });
}

/**
 * The last event at or before a position.
 * @param {number[]} at
 * @param {number} pos
 */
export function eventAt(at, pos) {
  let low = 0;
  let high = at.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (/** @type {number} */ (at[mid]) <= pos) low = mid;
    else high = mid - 1;
  }
  return low;
}

/** The axis' end: a little after the last event. @param {number[]} at */
export const end = (at) => (at.at(-1) ?? 0) + 6;

/** @param {number} t microseconds */
export function clock(t) {
  const s = t / 1e6;
  return s < 10 ? s.toFixed(3) : s.toFixed(2);
}
