// The bytes of the open message. Every byte belongs to the innermost field
// that covers it; what is sealed wears a screen of dots.
import { h } from "../vendor/preact.js";
import { bytesOf } from "../fields.js";
import { OPENS } from "../parties.js";
import { cls, memo } from "./dom.js";
import { refocus } from "./focus.js";

/** @typedef {import("../types").Ctx} Ctx */
/** @typedef {import("../types").FieldIndex} FieldIndex */
/** @typedef {{ from: number, to: number }} Range */

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));
const SHOWN = Array.from({ length: 256 }, (_, i) => (i > 0x20 && i < 0x7f ? String.fromCharCode(i) : i === 0x20 ? "\u00a0" : "·"));

/** @param {Ctx} ctx */
export function hex(ctx) {
  const { view, act, t } = ctx;
  const hexText = view.open.bytes ?? "";
  const n = hexText.length / 2;
  const node = view.fields?.nodes[view.fields.byPath.get(view.cursor.path) ?? 0];
  const part = node ? hexText.slice(2 * node.field.off, 2 * (node.field.off + node.field.len)) : hexText;
  return h("section", { class: "pane bytes", "aria-labelledby": "bytes-title", id: "pane-bytes" },
    h("h2", { id: "bytes-title" }, t("pane.bytes"), h("span", { class: "of" }, n ? t("bytes.count", { n }) : ""),
      n ? h("span", { class: "copies" },
        h("button", { onClick: () => act.copy(part, "hex") }, t("copy.hex")),
        h("button", { onClick: () => act.copy(goLiteral(part), "Go") }, t("copy.go")),
        h("button", { onClick: () => act.copy(`mposctl inspect ${part}`, "mposctl") }, t("copy.cli"))) : null),
    n ? grid(ctx, hexText) : h("p", { class: "empty" }, t("bytes.nothing")));
}

/** @param {string} text */
const goLiteral = (text) => `[]byte{${(text.match(/../g) ?? []).map((b) => `0x${b}`).join(", ")}}`;

/** @param {Ctx} ctx @param {string} text */
function grid(ctx, text) {
  const { view, act, t } = ctx;
  const { fields } = view;
  const bytes = bytesOf(text);
  const selected = fields?.nodes[fields.byPath.get(view.cursor.path) ?? 0];
  const lit = fields?.nodes[fields.byPath.get(view.hover) ?? -1] ?? selected;
  const range = { from: lit?.field.off ?? 0, to: (lit?.field.off ?? 0) + (lit?.depth ? lit.field.len : 0) };
  const focus = selected?.field.off ?? 0;
  const lifted = OPENS.has(view.cursor.party);
  /** @type {import("../vendor/preact.js").Child[]} */
  const lines = [];
  for (let off = 0; off < bytes.length; off += view.columns) {
    const from = Math.max(range.from, off);
    const to = Math.min(range.to, off + view.columns);
    lines.push(memo(`${view.columns}/${off}`, [text, fields, from < to ? from : -1, from < to ? to : -1, focus >= off && focus < off + view.columns ? focus : -1, lifted],
      () => row(fields, bytes, off, view.columns, { from, to }, focus, lifted)));
  }
  return h("div", {
    role: "grid", class: "hex scroll", "aria-labelledby": "bytes-title", "aria-rowcount": lines.length, "aria-colcount": view.columns,
    title: undefined, "aria-description": t("bytes.how"),
    onKeyDown: (/** @type {KeyboardEvent} */ e) => keys(e, ctx, bytes.length),
    onMouseOver: (/** @type {MouseEvent} */ e) => act.hover(pathAt(fields, e.target)),
    onMouseLeave: () => act.hover(""),
    onClick: (/** @type {MouseEvent} */ e) => act.select(pathAt(fields, e.target)),
  }, lines);
}

/** @param {FieldIndex | undefined} fields @param {EventTarget | null} target */
function pathAt(fields, target) {
  const off = target instanceof HTMLElement ? target.dataset.off : undefined;
  return off === undefined ? "" : ownerPath(fields, Number(off));
}

/** @param {FieldIndex | undefined} fields @param {number} off */
const ownerPath = (fields, off) => fields?.nodes[fields.owner[off] ?? 0]?.path ?? "";

/** @param {FieldIndex | undefined} fields @param {Uint8Array} bytes @param {number} off @param {number} columns @param {Range} lit @param {number} focus @param {boolean} lifted */
function row(fields, bytes, off, columns, lit, focus, lifted) {
  const line = [...bytes.subarray(off, off + columns)];
  return h("div", { role: "row", class: "hexrow", "aria-rowindex": off / columns + 1 },
    h("span", { class: "off", role: "rowheader" }, off.toString(16).padStart(4, "0")),
    line.map((b, i) => {
      const at = off + i;
      const node = fields?.nodes[fields.owner[at] ?? 0];
      const starts = node !== undefined && (at === 0 || fields?.owner[at - 1] !== fields?.owner[at]);
      return h("span", {
        role: "gridcell", "data-off": at, tabIndex: at === focus ? 0 : -1, "data-now": at === focus ? "" : undefined,
        class: cls("b", node && `l-${node.layer}`, starts && "starts", at >= lit.from && at < lit.to && "lit", node?.sealed && "sealed", lifted && "lifted"),
      }, HEX[b]);
    }),
    h("span", { class: "txt", role: "gridcell", "aria-hidden": "true" }, line.map((b, i) => {
      const at = off + i;
      return h("i", { "data-off": at, class: at >= lit.from && at < lit.to ? "lit" : "" }, SHOWN[b]);
    })));
}

/**
 * Arrows go from field to field: to the byte after the selected field, before
 * it, or a row further.
 * @param {KeyboardEvent} e
 * @param {Ctx} ctx
 * @param {number} n
 */
function keys(e, { view, act }, n) {
  const { fields } = view;
  if (!fields) return;
  const node = fields.nodes[fields.byPath.get(view.cursor.path) ?? 0];
  if (!node) return;
  const { off, len } = node.depth ? node.field : { off: -1, len: 1 };
  const to = {
    ArrowRight: off + len, ArrowLeft: off - 1, ArrowDown: Math.max(off + len, off + view.columns),
    ArrowUp: off - view.columns, Home: 0, End: n - 1,
  }[e.key];
  if (to === undefined) return;
  e.preventDefault();
  act.select(ownerPath(fields, Math.max(0, Math.min(n - 1, to))));
  refocus(/** @type {HTMLElement} */ (e.currentTarget), "[data-now]");
}
