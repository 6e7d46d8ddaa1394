// The fields of the open message as a tree.
import { h } from "../vendor/preact.js";
import { openNodes, visible } from "../fields.js";
import { cls, quiet } from "./dom.js";
import { refocus } from "./focus.js";

/** @typedef {import("../types").Ctx} Ctx */
/** @typedef {import("../types").FieldIndex} FieldIndex */

/** @param {Ctx} ctx */
export function tree(ctx) {
  const { view, t } = ctx;
  return h("section", { class: "pane tree", "aria-labelledby": "tree-title", id: "pane-tree" },
    h("h2", { id: "tree-title" }, t("pane.tree"), h("span", { class: "of" }, view.open.name),
      view.fields ? h("input", { type: "search", placeholder: t("tree.find"), "aria-label": t("tree.find"), onKeyDown: (/** @type {KeyboardEvent} */ e) => find(e, ctx) }) : null),
    view.fields ? nodes(ctx, view.fields) : h("p", { class: "empty" }, t(view.open.bytes ? "tree.waiting" : "tree.nothing")));
}

/** @param {Ctx} ctx @param {FieldIndex} fields */
function nodes(ctx, fields) {
  const { view, act, t } = ctx;
  const selected = fields.byPath.get(view.cursor.path) ?? 0;
  const lit = fields.byPath.get(view.hover) ?? selected;
  const open = openNodes(fields, selected);
  return h("ul", {
    role: "tree", "aria-labelledby": "tree-title", class: "scroll",
    onKeyDown: (/** @type {KeyboardEvent} */ e) => keys(e, ctx, fields, selected, open),
    onMouseLeave: () => act.hover(""),
  }, fields.nodes.map((node, i) => visible(fields, i, open) && h("li", {
    key: node.path, role: "treeitem", "aria-level": node.depth + 1, "aria-selected": String(i === selected),
    "aria-expanded": node.field.kids?.length ? String(open.has(i)) : undefined,
    class: cls("node", `l-${node.layer}`, i === lit && "lit", node.sealed && "sealed"),
    style: { "--depth": String(node.depth) },
    tabIndex: i === selected ? 0 : -1, "data-now": i === selected ? "" : undefined,
    onClick: () => act.select(node.path), onMouseEnter: () => act.hover(node.path),
  },
    h("span", { class: "twist", "aria-hidden": "true" }, node.field.kids?.length ? (open.has(i) ? "▾" : "▸") : ""),
    h("span", { class: "fname" }, node.field.name),
    node.sealed ? quiet(t("sight.sealed")) : null,
    h("span", { class: "fvalue" }, node.field.value ?? ""))));
}

/**
 * Up and down among what is shown; right into, left out of a field.
 * @param {KeyboardEvent} e
 * @param {Ctx} ctx
 * @param {FieldIndex} fields
 * @param {number} selected
 * @param {Set<number>} open
 */
function keys(e, { act }, fields, selected, open) {
  const shown = fields.nodes.map((_, i) => i).filter((i) => visible(fields, i, open));
  const at = shown.indexOf(selected);
  const node = fields.nodes[selected];
  const to = {
    ArrowDown: shown[at + 1], ArrowUp: shown[at - 1], Home: shown[0], End: shown.at(-1),
    ArrowRight: node?.field.kids?.length ? selected + 1 : undefined, ArrowLeft: node && node.parent >= 0 ? node.parent : undefined,
  }[e.key];
  if (to === undefined) return;
  e.preventDefault();
  act.select(fields.nodes[to]?.path ?? "");
  refocus(/** @type {HTMLElement} */ (e.currentTarget), "[data-now]");
}

/**
 * Enter goes to the next field whose name, value or bytes hold the text.
 * @param {KeyboardEvent} e
 * @param {Ctx} ctx
 */
function find(e, { view, act }) {
  const { fields } = view;
  const text = /** @type {HTMLInputElement} */ (e.target).value.trim().toLowerCase();
  if (e.key !== "Enter" || !fields || text === "") return;
  const start = fields.byPath.get(view.cursor.path) ?? 0;
  const bytes = (view.open.bytes ?? "").toLowerCase();
  for (let n = 1; n <= fields.nodes.length; n++) {
    const node = fields.nodes[(start + n) % fields.nodes.length];
    if (!node || node.depth === 0) continue;
    const { name, value = "", off, len, kids } = node.field;
    const hex = kids ? "" : bytes.slice(2 * off, 2 * (off + len));
    if ([name, value, hex].some((s) => s.toLowerCase().includes(text))) return act.select(node.path);
  }
}
