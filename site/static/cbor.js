// Writes a request to the engine as deterministic CBOR (RFC 8949, 4.2). Only
// writing, and only what requests need: protocol bytes are the engine's affair.

/** @typedef {string | number | Uint8Array | Plain[] | { [key: string]: Plain }} Plain */

/**
 * @param {number} major
 * @param {number} n
 * @returns {number[]}
 */
function head(major, n) {
  const m = major << 5;
  if (n < 24) return [m | n];
  if (n < 0x100) return [m | 24, n];
  if (n < 0x10000) return [m | 25, n >> 8, n & 0xff];
  if (n <= 0xffffffff) return [m | 26, ...be32(n)];
  return [m | 27, ...be32(Math.floor(n / 2 ** 32)), ...be32(n)];
}

/** @param {number} n */
const be32 = (n) => [24, 16, 8, 0].map((s) => Math.floor(n / 2 ** s) % 256);

/**
 * @param {Plain} value
 * @returns {number[]}
 */
function encode(value) {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") {
    const utf8 = new TextEncoder().encode(value);
    return [...head(3, utf8.length), ...utf8];
  }
  if (value instanceof Uint8Array) return [...head(2, value.length), ...value];
  if (Array.isArray(value)) return [...head(4, value.length), ...value.flatMap(encode)];
  const entries = Object.entries(value)
    .map(([key, v]) => /** @type {const} */ ([encode(key), encode(v)]))
    .sort(([a], [b]) => order(a, b));
  return [...head(5, entries.length), ...entries.flatMap(([k, v]) => [...k, ...v])];
}

/** @param {number[]} a @param {number[]} b */
function order(a, b) {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const d = /** @type {number} */ (a[i]) - /** @type {number} */ (b[i]);
    if (d !== 0) return d;
  }
  return a.length - b.length;
}

/** @param {Plain} value */
export const toCBOR = (value) => Uint8Array.from(encode(value));
