// The one place that holds state: a run, its trace, a cursor, preferences; and
// beside them what is only on its way (hover, playing, the engine).
import { clock, end, eventAt } from "./axis.js";
import { bytesOf, index } from "./fields.js";
import { opened, position, snapshot, startValues } from "./state.js";

/** @typedef {import("./types").Trace} Trace */
/** @typedef {import("./types").View} View */
/** @typedef {import("./types").Field} Field */
/** @typedef {import("./types").FieldIndex} FieldIndex */
/** @typedef {import("./types").TraceEvent} TraceEvent */

/** Which format an event's bytes have. @type {Record<string, string>} */
const FORMAT = { card: "apdu", link: "link", message: "link", acquirer: "iso8583", issuer: "iso8583" };

export class Store {
  /** @type {Pick<View, "trace" | "cursor" | "prefs" | "hover" | "playing" | "stepped" | "columns" | "engine" | "engineMs" | "dialog" | "toast">} */
  state;
  /** @type {Map<string, FieldIndex>} trees of this trace, by message key */
  #trees = new Map();
  /** @type {Set<string>} */
  #asked = new Set();
  /** @type {((bytes: Uint8Array, as: string) => Promise<{ field: Field }>) | undefined} */
  inspect;
  /** @type {() => void} */
  changed = () => {};
  #start;

  /**
   * @param {Trace} trace
   * @param {import("./types").Cursor} cursor
   * @param {import("./types").Prefs} prefs
   */
  constructor(trace, cursor, prefs) {
    this.state = {
      trace, cursor, prefs,
      hover: "", playing: false, stepped: false, columns: 16, engine: "none", engineMs: 0, dialog: "", toast: "",
    };
    this.#start = startValues(trace);
  }

  /** @param {Partial<Store["state"]>} change */
  set(change) {
    if (change.trace && change.trace !== this.state.trace) {
      this.#start = startValues(change.trace);
      // A trace that is equal keeps its trees: the bytes are the same.
      if (change.trace.hash !== this.state.trace.hash) this.forget();
    }
    this.state = { ...this.state, ...change };
    this.changed();
  }

  forget() {
    this.#trees.clear();
    this.#asked.clear();
  }

  /** Trees that were recorded with the trace. @param {Record<string, Field>} recorded */
  learn(recorded) {
    for (const [key, field] of Object.entries(recorded)) {
      const at = this.state.trace.byKey.get(key);
      if (at === undefined) continue;
      this.#trees.set(key, index(field, /** @type {TraceEvent} */ (this.state.trace.events[at]).layer));
    }
    this.changed();
  }

  /** @param {TraceEvent} event */
  #tree(event) {
    const known = this.#trees.get(event.key);
    if (known || !event.bytes || !this.inspect || this.#asked.has(event.key)) return known;
    this.#asked.add(event.key);
    const { trace } = this.state;
    this.inspect(bytesOf(event.bytes), FORMAT[event.layer] ?? "").then(
      ({ field }) => {
        if (this.state.trace.hash !== trace.hash) return;
        this.#trees.set(event.key, index(field, event.layer));
        this.changed();
      },
      () => this.#asked.delete(event.key),
    );
    return undefined;
  }

  /** @returns {View} */
  view() {
    const { trace, cursor, playing } = this.state;
    const at = position(trace, cursor);
    const open = opened(trace, at, playing);
    return {
      ...this.state,
      at,
      event: /** @type {TraceEvent} */ (trace.events[at]),
      open,
      parties: snapshot(trace, at),
      before: snapshot(trace, at - 1),
      start: this.#start,
      fields: this.#tree(open),
    };
  }

  /** Where the cursor is on the time axis. */
  axis() {
    const { trace, cursor } = this.state;
    const at = position(trace, cursor);
    const here = /** @type {number} */ (trace.marks[at]);
    const next = trace.marks[at + 1] ?? end(trace.marks);
    const t0 = trace.events[at]?.t ?? 0;
    const t1 = trace.events[at + 1]?.t ?? t0;
    const part = t1 > t0 ? Math.min(1, Math.max(0, (cursor.t - t0) / (t1 - t0))) : 0;
    return here + part * (next - here);
  }

  /** @param {number} pos a position on the time axis */
  cursorAt(pos) {
    const { trace, cursor } = this.state;
    const at = eventAt(trace.marks, pos);
    const event = /** @type {TraceEvent} */ (trace.events[at]);
    const next = trace.events[at + 1];
    const here = /** @type {number} */ (trace.marks[at]);
    const part = Math.max(0, Math.min(1, (pos - here) / ((trace.marks[at + 1] ?? end(trace.marks)) - here)));
    const t = next ? event.t + Math.floor(part * (next.t - event.t)) : event.t;
    return { ...cursor, t, msg: event.key, path: cursor.msg === event.key ? cursor.path : "" };
  }
}

/** @param {View} view @param {string} name of the event in words */
export const timeText = (view, name) => `${clock(view.cursor.t)} s · ${name}`;
