// The little of WASI that a Go reactor needs to start: a clock, random bytes,
// and a place for a panic's text. Everything else succeeds and does nothing.

const EBADF = 8;

/**
 * @param {WebAssembly.Module} module
 * @param {(text: string) => void} print what the engine writes, a panic above all
 */
export async function instantiate(module, print) {
  /** @type {WebAssembly.Memory} */
  let memory;
  const view = () => new DataView(memory.buffer);
  /** @type {Record<string, (...args: any[]) => number>} */
  const known = {
    clock_time_get(/** @type {number} */ _id, /** @type {bigint} */ _precision, /** @type {number} */ out) {
      view().setBigUint64(out, BigInt(Math.round(performance.now() * 1e6)), true);
      return 0;
    },
    random_get(/** @type {number} */ at, /** @type {number} */ length) {
      crypto.getRandomValues(new Uint8Array(memory.buffer, at, length));
      return 0;
    },
    fd_write(/** @type {number} */ _fd, /** @type {number} */ vecs, /** @type {number} */ count, /** @type {number} */ out) {
      let total = 0;
      for (let i = 0; i < count; i++) {
        const at = view().getUint32(vecs + 8 * i, true);
        const length = view().getUint32(vecs + 8 * i + 4, true);
        print(new TextDecoder().decode(new Uint8Array(memory.buffer, at, length)));
        total += length;
      }
      view().setUint32(out, total, true);
      return 0;
    },
    fd_prestat_get: () => EBADF,
    proc_exit(/** @type {number} */ code) {
      throw new Error(`engine exited with ${code}`);
    },
  };
  /** @type {Record<string, Record<string, () => number>>} */
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (imports[from] ??= {})[name] = known[name] ?? (() => 0);
  }
  const { exports } = await WebAssembly.instantiate(module, imports);
  memory = /** @type {WebAssembly.Memory} */ (exports.memory);
  /** @type {() => void} */ (exports._initialize)();
  return /** @type {{ memory: WebAssembly.Memory, alloc(n: number): number, call(at: number, n: number): number }} */ (
    /** @type {unknown} */ (exports)
  );
}
