// The ladder: every message, one row each, an arrow from sender to receiver
// that hangs under their panels.
import { h } from "../vendor/preact.js";
import { clock } from "../axis.js";
import { inside, PARTIES } from "../parties.js";
import { cls, memo, quiet } from "./dom.js";
import { moveIn } from "./focus.js";

/** @typedef {import("../types").Ctx} Ctx */
/** @typedef {import("../types").View} View */
/** @typedef {import("../types").TraceEvent} TraceEvent */
/** @typedef {{ at: number, to: number, counts?: Record<string, number> }} Row */

const FOLDS = /** @type {const} */ (["card", "link", "note"]);

/** @param {Ctx} ctx */
export function ladder(ctx) {
  const { view, act, t } = ctx;
  const list = rows(view);
  const here = list.findLastIndex((row) => row.at <= view.at);
  return h("section", { class: "ladder", "aria-labelledby": "ladder-title" },
    h("div", { class: "head" },
      h("h2", { id: "ladder-title" }, t("ladder.title")),
      h("ul", { class: "legend", "aria-hidden": "true" }, ["card", "message", "envelope", "acquirer", "issuer"].map((layer) =>
        h("li", { class: `l-${layer}` }, h("i", null), t(`layer.${layer}`)))),
      FOLDS.map((fold) => h("button", {
        class: "toggle", "aria-pressed": String(!view.prefs.fold[fold]),
        onClick: () => act.prefs({ fold: { ...view.prefs.fold, [fold]: !view.prefs.fold[fold] } }),
      }, t(`fold.${fold}`)))),
    h("div", { class: "rungs", id: "ladder" },
      h("table", { role: "table", "aria-labelledby": "ladder-title", onKeyDown: (/** @type {KeyboardEvent} */ e) => moveIn(e, "tr button") },
        h("thead", { role: "rowgroup", class: "vh" }, h("tr", { role: "row" },
          ["time", "message", "verdict"].map((c) => h("th", { role: "columnheader", scope: "col" }, t(`ladder.${c}`))))),
        h("tbody", { role: "rowgroup" }, list.map((row, n) => {
          const event = /** @type {TraceEvent} */ (view.trace.events[row.at]);
          const now = n === here;
          return memo(event.key + (row.counts ? "+" : ""), [view.trace, now, row.at <= view.at, row.to, t, view.stepped || view.playing],
            () => (row.counts ? folded(ctx, row, now) : rung(ctx, event, row.at, now)));
        })))));
}

/**
 * The rows: single events, and runs of those that are folded away. The run
 * that holds the cursor is open, unless the trace plays.
 * @param {View} view
 * @returns {Row[]}
 */
function rows({ trace, at, playing, prefs }) {
  /** @type {Row[]} */
  const out = [];
  const fold = /** @type {Record<string, boolean>} */ (prefs.fold);
  for (let i = 0; i < trace.events.length; i++) {
    if (!fold[layerOf(trace, i)]) {
      out.push({ at: i, to: i });
      continue;
    }
    /** @type {Record<string, number>} */
    const counts = {};
    const from = i;
    for (; i < trace.events.length && fold[layerOf(trace, i)]; i++) {
      const layer = layerOf(trace, i);
      counts[layer] = (counts[layer] ?? 0) + 1;
    }
    i--;
    if (!playing && from <= at && at <= i) {
      for (let n = from; n <= i; n++) if (n === at || layerOf(trace, n) !== "link") out.push({ at: n, to: n });
    } else if (counts.card) {
      out.push({ at: from, to: i, counts });
    }
  }
  return out;
}

/** @param {import("../types").Trace} trace @param {number} i */
const layerOf = (trace, i) => trace.events[i]?.layer ?? "note";

/** @param {Ctx} ctx @param {TraceEvent} event @param {number} at @param {boolean} now */
function rung({ view, act, t }, event, at, now) {
  const a = PARTIES.indexOf(event.from);
  const b = event.to ? PARTIES.indexOf(event.to) : a;
  const carried = inside(event.key);
  const label = event.layer === "card" ? event.name.replace(/\.answer$/, " ↩") : event.name;
  return h("tr", {
    role: "row", class: cls("rung", `l-${event.layer}`, now && "now", at > view.at && "later", now && (view.playing || view.stepped) && "fresh"),
    onClick: () => act.go(at), "aria-current": now ? "step" : undefined,
  },
    h("td", { role: "cell", class: "t" }, clock(event.t)),
    h("td", { role: "cell", class: cls("m", a === b ? "inner" : a < b ? "ltr" : "rtl"), style: span(a, b) },
      h("button", { tabIndex: now ? 0 : -1, "data-now": now ? "" : undefined },
        quiet(`${t(`party.${event.from}`)}${event.to ? ` → ${t(`party.${event.to}`)}` : ""}: `),
        h("span", { class: "n" }, noteText(event, t) || label),
        carried ? h("span", { class: "carried" }, quiet(t("ladder.carries")), carried) : null),
      h("span", { class: "line", "aria-hidden": "true" }, h("i", { class: "dot" }))),
    h("td", { role: "cell", class: "v" }, event.verdict ? verdict(event.verdict, t) : null));
}

/** @param {TraceEvent} event @param {import("../types").Text} t */
const noteText = (event, t) => (event.layer === "note" ? t(`note.${event.name}`) || event.name : "");

/** @type {Record<string, string>} */
const SIGN = { ok: "✓", refused: "✗", dropped: "⌀", late: "◷", duplicate: "↻" };

/** @param {string} v @param {import("../types").Text} t */
export const verdict = (v, t) =>
  h("span", { class: `verdict is-${v}` }, h("span", { "aria-hidden": "true" }, (SIGN[v] ?? "⚠") + " "), t(`verdict.${v}`) || v);

/** @param {Ctx} ctx @param {Row} row @param {boolean} now */
function folded({ view, act, t }, row, now) {
  const n = row.counts ?? {};
  const text = ["card", "note"].filter((k) => n[k]).map((k) => t(`folded.${k}`, { n: n[k] ?? 0 })).join(" · ");
  return h("tr", { role: "row", class: cls("rung folded l-card", now && "now", row.at > view.at && "later"), onClick: () => act.go(row.at) },
    h("td", { role: "cell", class: "t" }, clock(view.trace.events[row.at]?.t ?? 0)),
    h("td", { role: "cell", class: "m", style: span(0, 1) },
      h("button", { tabIndex: now ? 0 : -1, "aria-expanded": "false", "data-now": now ? "" : undefined }, h("span", { class: "n" }, `▸ ${text}`)),
      h("span", { class: "line", "aria-hidden": "true" })),
    h("td", { role: "cell", class: "v" }));
}

/**
 * From the middle of one party's column to the middle of another's.
 * @param {number} a
 * @param {number} b
 */
function span(a, b) {
  const [low, high] = a < b ? [a, b] : [b, a];
  const n = high - low + 1;
  return { gridColumn: `${low + 1} / ${high + 2}`, "--inset": `${100 / (2 * n)}%` };
}
