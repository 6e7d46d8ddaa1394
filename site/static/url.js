// A run and a cursor as a URL fragment: "#r=1." + base64url(deflate-raw(JSON)).
// A fragment never reaches a server.
import { defaultCursor, defaultRun } from "./state.js";

/** @typedef {import("./types").Run} Run */
/** @typedef {import("./types").Cursor} Cursor */

const PREFIX = "#r=1.";

/** @param {Uint8Array<ArrayBuffer>} bytes @param {CompressionStream | DecompressionStream} through */
const pipe = async (bytes, through) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(through)).arrayBuffer());

/** @param {Uint8Array} bytes */
const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/** @param {string} text */
const unbase64url = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

/**
 * Only what differs from the default is written.
 * @param {Run} run
 * @param {Cursor} cursor
 */
export async function toFragment(run, cursor) {
  const small = { ...changed(run, defaultRun()), c: changed(cursor, defaultCursor()) };
  const json = new TextEncoder().encode(JSON.stringify(small));
  return PREFIX + base64url(await pipe(json, new CompressionStream("deflate-raw")));
}

/**
 * @param {string} fragment
 * @returns {Promise<{ run: Run, cursor: Cursor, unknown?: boolean } | undefined>} undefined: no run in it
 */
export async function fromFragment(fragment) {
  if (!fragment.startsWith("#r=")) return undefined;
  const fresh = { run: defaultRun(), cursor: defaultCursor() };
  if (!fragment.startsWith(PREFIX)) return { ...fresh, unknown: true };
  try {
    const bytes = await pipe(unbase64url(fragment.slice(PREFIX.length)), new DecompressionStream("deflate-raw"));
    const { c, ...run } = JSON.parse(new TextDecoder().decode(bytes));
    return { run: sameShape(run, fresh.run), cursor: sameShape(c ?? {}, fresh.cursor) };
  } catch {
    return { ...fresh, unknown: true };
  }
}

/**
 * @template {object} T
 * @param {T} value
 * @param {T} base
 */
function changed(value, base) {
  const was = /** @type {Record<string, unknown>} */ (base);
  return Object.fromEntries(Object.entries(value).filter(([k, v]) => JSON.stringify(v) !== JSON.stringify(was[k])));
}

/**
 * Takes from a stranger's object only known members of the known type.
 * @template {object} T
 * @param {Record<string, unknown>} value
 * @param {T} base
 * @returns {T}
 */
function sameShape(value, base) {
  const out = /** @type {Record<string, unknown>} */ ({ ...base });
  for (const [k, v] of Object.entries(base)) {
    const got = value[k];
    if (typeof got === typeof v && Array.isArray(got) === Array.isArray(v)) out[k] = got;
  }
  return /** @type {T} */ (out);
}
