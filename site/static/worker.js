// Owns the engine: bytes in, text out. A request carries an id; the answer
// repeats it.
import { instantiate } from "./wasi.js";

/** @typedef {{ id: number, request: Uint8Array }} Request */

let said = "";

const engine = start();

/** The module may come packed or, from a host that unpacks .gz files, plain. */
async function start() {
  const answer = await fetch("mpos.wasm.gz");
  if (!answer.ok) throw new Error("none");
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const body = new Blob([bytes]).stream();
  const plain = packed ? body.pipeThrough(new DecompressionStream("gzip")) : body;
  const wasm = new Response(plain, { headers: { "Content-Type": "application/wasm" } });
  return instantiate(await WebAssembly.compileStreaming(wasm), (text) => (said += text));
}

/**
 * One call: the request is copied in; the answer is its length (u32, little
 * endian), a status byte and text.
 * @param {Uint8Array} request
 */
async function call(request) {
  const { memory, alloc, call } = await engine;
  said = "";
  const at = alloc(request.length);
  new Uint8Array(memory.buffer, at, request.length).set(request);
  const out = call(at, request.length);
  const length = new DataView(memory.buffer).getUint32(out, true);
  const answer = new Uint8Array(memory.buffer, out + 4, length);
  const text = new TextDecoder().decode(answer.subarray(1));
  if (answer[0] !== 0) throw new Error(text);
  return text;
}

self.onmessage = async (/** @type {MessageEvent<Request>} */ { data: { id, request } }) => {
  try {
    self.postMessage({ id, text: await call(request) });
  } catch (error) {
    // A panic leaves the instance unusable: the page starts another.
    const trap = error instanceof WebAssembly.RuntimeError || said !== "";
    self.postMessage({ id, error: error instanceof Error ? error.message : String(error), trap });
  }
};

engine.then(
  () => self.postMessage({ id: 0 }),
  (error) => self.postMessage({ id: 0, error: String(error?.message ?? error) }),
);
