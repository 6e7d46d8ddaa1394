// Trees of fields as protocol/inspect makes them, indexed for the three panes:
// by path for the tree, by byte for the hex view.

/** @typedef {import("./types").Field} Field */
/** @typedef {import("./types").Node} Node */
/** @typedef {import("./types").FieldIndex} FieldIndex */
/** @typedef {import("./types").Layer} Layer */

/** The layer that begins at a field, by the last part of its path. @type {[RegExp, Layer][]} */
const BEGINS = [
  [/(^|[./])(envelope|F57)$/i, "envelope"],
  [/(^|[./])(F55|f55)$/, "card"],
  [/(^|[./])message$/, "message"],
  [/(^|[./])(iso8583|acquirer)$/, "acquirer"],
];

/** Fields whose bytes only a key opens. */
const SEALED = /(^|[./])(sealed|pinblock|pin block|report)$/i;

/** @type {Record<string, Layer>} */
const OUTER = { message: "link", link: "link", card: "card", acquirer: "acquirer", issuer: "issuer" };

/**
 * @param {Field} root
 * @param {Layer} layer of the event that the bytes are from
 * @returns {FieldIndex}
 */
export function index(root, layer) {
  /** @type {Node[]} */
  const nodes = [];
  /** @type {Map<string, number>} */
  const byPath = new Map();
  const owner = new Int32Array(root.off + root.len).fill(0);
  add(root, 0, -1, OUTER[layer] ?? layer, false);
  return { nodes, byPath, owner };

  /** @param {Field} field @param {number} depth @param {number} parent @param {Layer} outer @param {boolean} closed */
  function add(field, depth, parent, outer, closed) {
    const begins = BEGINS.find(([pattern]) => pattern.test(field.path));
    const own = begins ? begins[1] : outer;
    const sealed = closed || SEALED.test(field.path);
    let path = field.path;
    for (let n = 2; byPath.has(path); n++) path = `${field.path}#${n}`;
    const at = nodes.push({ field, path, depth, parent, next: 0, layer: own, sealed }) - 1;
    byPath.set(path, at);
    owner.fill(at, field.off, Math.min(field.off + field.len, owner.length));
    for (const kid of field.kids ?? []) add(kid, depth + 1, at, own, sealed);
    /** @type {Node} */ (nodes[at]).next = nodes.length;
  }
}

/**
 * Whether a node is shown: its parent is the selection or one of its
 * ancestors, or it stands near the root.
 * @param {FieldIndex} fields
 * @param {number} at
 * @param {Set<number>} open
 */
export const visible = (fields, at, open) => {
  const parent = fields.nodes[at]?.parent ?? -1;
  return parent < 0 || open.has(parent);
};

/** The root's longest child: what the frame is there for. @param {FieldIndex} fields */
function payload(fields) {
  let longest = 0;
  for (let i = 1; i < fields.nodes.length; i = fields.nodes[i]?.next ?? Infinity) {
    if (longest === 0 || (fields.nodes[i]?.field.len ?? 0) > (fields.nodes[longest]?.field.len ?? 0)) longest = i;
  }
  return longest;
}

/**
 * The nodes that are open for a selection: the root, what is between them, the
 * selection itself, and below it as long as there is but one child.
 * @param {FieldIndex} fields
 * @param {number} selected
 */
export function openNodes(fields, selected) {
  const open = new Set([0]);
  for (let i = selected; i > 0; i = fields.nodes[i]?.parent ?? -1) open.add(i);
  for (let i = selected; (fields.nodes[i]?.field.kids?.length ?? 0) === 1; i++) open.add(i + 1);
  if (selected === 0) open.add(payload(fields));
  return open;
}

/** @param {string | undefined} hex @returns {Uint8Array} */
export function bytesOf(hex) {
  const out = new Uint8Array((hex ?? "").length / 2);
  for (let i = 0; i < out.length; i++) out[i] = parseInt(/** @type {string} */ (hex).slice(2 * i, 2 * i + 2), 16);
  return out;
}
