// Why: what the selected field or message is, where it comes from, which key
// touches it, who can read it.
import { h } from "../vendor/preact.js";
import { clock } from "../axis.js";
import { inside, OPENS, PARTIES } from "../parties.js";
import { keyBar, quiet } from "./dom.js";
import { verdict } from "./ladder.js";

/** @typedef {import("../types").Ctx} Ctx */
/** @typedef {import("../types").TraceEvent} TraceEvent */
/** @typedef {import("../types").Node} Node */
/** @typedef {import("../vendor/preact.js").Child} Child */

/** @param {Ctx} ctx */
export function why(ctx) {
  const { view, t } = ctx;
  const node = view.fields?.nodes[view.fields.byPath.get(view.hover || view.cursor.path) ?? 0];
  return h("section", { class: "pane why", "aria-labelledby": "why-title", id: "pane-why" },
    h("h2", { id: "why-title" }, t("pane.why")),
    h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-labelledby": "why-title", id: "why" },
      node && node.depth > 0 ? field(ctx, node) : message(ctx)));
}

/** @param {Ctx} ctx */
function message(ctx) {
  const { view, t } = ctx;
  const e = view.open;
  const name = e.layer === "note" ? t(`note.${e.name}`) || e.name : e.name;
  return [
    h("p", { class: `layer l-${e.layer}` }, h("i", { "aria-hidden": "true" }), t(`layer.${e.layer}`), " · ", way(e, t), " · ", `${clock(e.t)} s`),
    h("h3", null, name, e.verdict ? verdict(e.verdict, t) : null),
    ...explain(e, t),
    e.detail ? h("p", { class: "detail" }, h("code", null, e.detail)) : null,
    carried(e, t),
    keysUsed(e, t),
    changes(ctx, e),
  ];
}

/** @param {TraceEvent} e @param {Ctx["t"]} t */
const way = (e, t) => (e.to ? `${t(`party.${e.from}`)} → ${t(`party.${e.to}`)}` : t(`party.${e.from}`));

/**
 * Three sentences for a learner: what it is, why it exists, who can read it.
 * @param {TraceEvent} e
 * @param {Ctx["t"]} t
 */
function explain(e, t) {
  const name = e.layer === "note" ? `note.${e.name}` : `msg.${e.name.replace(/\.answer$/, "")}`;
  const exact = e.name.endsWith(".answer") ? `msg.${e.name}` : name;
  const pick = (/** @type {string} */ part) => t(`${exact}.${part}`) || t(`${name}.${part}`) || t(`layer.${e.layer}.${part}`);
  return [
    h("p", null, pick("what")),
    h("p", null, h("b", null, t("why.why"), " "), pick("why")),
    h("p", null, h("b", null, t("why.who"), " "), pick("who")),
  ];
}

/** @param {TraceEvent} e @param {Ctx["t"]} t */
function carried(e, t) {
  const name = inside(e.key);
  return name ? h("p", null, h("b", { class: "carried l-envelope" }, name), " ", t(`env.${name}`)) : null;
}

/** @param {TraceEvent} e @param {Ctx["t"]} t */
function keysUsed(e, t) {
  if (!e.keys?.length) return null;
  return h("ul", { class: "keys" }, e.keys.map((k) => h("li", null,
    keyBar(k.kcv),
    h("span", null, [k.id, k.counter === undefined ? "" : t("why.counter", { n: k.counter }), k.usage].filter(Boolean).join(" → ")),
    k.kcv ? h("code", { title: t("why.kcv") }, k.kcv) : null)));
}

/** @param {Ctx} ctx @param {TraceEvent} e */
function changes({ t, money }, e) {
  if (!e.delta?.length) return null;
  return h("table", { class: "changes" }, h("caption", null, t("why.changes")), h("tbody", null, e.delta.map(({ party: p, name: n, value: v = "" }) =>
    h("tr", null,
      h("th", { scope: "row" }, t(`party.${p}`), " · ", t(`item.${n}`) || n.replace("ledger/", "")),
      h("td", null, /^ledger\/|^balance$|^hold$/.test(n) ? money(v) : v.replaceAll("\n", " ⏎ ") || t("why.erased"))))));
}

/** @param {Ctx} ctx @param {Node} node */
function field(ctx, node) {
  const { view, act, t } = ctx;
  const { field: f } = node;
  const parent = view.fields?.nodes[node.parent];
  const last = f.off + f.len - 1;
  return [
    h("p", { class: `layer l-${node.layer}` }, h("i", { "aria-hidden": "true" }), t(`layer.${node.layer}`),
      parent && parent.depth > 0 ? [" · ", h("button", { class: "link", onClick: () => act.select(parent.path) }, parent.field.name)] : null),
    h("h3", null, f.name),
    f.value ? h("p", { class: "value" }, f.value) : null,
    h("p", { class: "where" }, t(f.len === 1 ? "why.byte" : "why.bytes", { from: f.off, to: last, n: f.len })),
    f.clause ? h("p", { class: "clause" }, h("b", null, t("why.source"), " "), f.clause) : null,
    words(f.name, t),
    f.key ? keyPath(f.key, t) : null,
    readers(ctx, node),
  ];
}

/** A sentence of our own for names that a learner meets first. @param {string} name @param {Ctx["t"]} t */
function words(name, t) {
  const text = t(`field.${name}`) || t(`field.${name.split(" ")[0]}`);
  return text ? h("p", null, text) : null;
}

/** "AES DUKPT counter 5 · MAC generation" as the way from the root key. @param {string} key @param {Ctx["t"]} t */
function keyPath(key, t) {
  const [, counter = "", purpose = ""] = /counter (\d+) · (.+)/.exec(key) ?? [];
  if (!purpose) return h("p", { class: "keypath" }, key);
  return [
    h("ol", { class: "keypath", "aria-label": t("why.path") },
      ["BDK", "IK", t("why.counter", { n: counter }), purpose].map((step) => h("li", null, step))),
    h("p", null, t(`key.${purpose}`)),
  ];
}

/** @param {Ctx} ctx @param {Node} node */
function readers({ view, t }, node) {
  const e = view.open;
  const path = e.to === "backend" || e.from === "backend" ? ["host", "network", "backend"] : [e.from, e.to ?? e.from];
  return h("ul", { class: "readers", "aria-label": t("why.who") }, PARTIES.filter((p) => path.includes(p) || (node.sealed && OPENS.has(p))).map((p) => {
    const level = !node.sealed || OPENS.has(p) ? "clear" : "sealed";
    return h("li", { class: `see-${level}` }, h("i", { "aria-hidden": "true" }), t(`party.${p}`), quiet(": "), h("span", { class: "lv" }, t(`sight.${level}`)));
  }));
}
