// The engine as the page sees it: promises over a worker. A newer run replaces
// one that still waits; a panic or two seconds of silence start a new worker.
import { toCBOR } from "./cbor.js";

/** @typedef {import("./types").Run} Run */
/** @typedef {import("./types").Info} Info */
/** @typedef {import("./types").Inspection} Inspection */
/** @typedef {import("./cbor.js").Plain} Plain */
/** @typedef {{ resolve(text: string): void, reject(error: Error): void, timer: number }} Waiting */

const PATIENCE = 2000; // milliseconds

export class Superseded extends Error {}

export class Engine {
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #last = 0;
  #run = 0;
  /** @type {Promise<void>} */
  ready;

  constructor() {
    this.ready = this.#start();
    this.ready.catch(() => {}); // whoever asks gets it; nobody may ask
  }

  #start() {
    return /** @type {Promise<void>} */ (new Promise((resolve, reject) => {
      const worker = new Worker("worker.js", { type: "module" });
      this.#worker = worker;
      worker.onmessage = ({ data }) => {
        if (data.id !== 0) this.#answer(data);
        else if (data.error) reject(new Error(data.error));
        else resolve();
      };
      worker.onerror = () => reject(new Error("worker"));
    }));
  }

  /** @param {{ id: number, text?: string, error?: string, trap?: boolean }} data */
  #answer({ id, text, error, trap }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting) {
      clearTimeout(waiting.timer);
      if (error === undefined) waiting.resolve(text ?? "");
      else waiting.reject(new Error(error));
    }
    if (trap) this.#restart("engine restarted");
  }

  /** @param {string} reason */
  #restart(reason) {
    this.#worker?.terminate();
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new Error(reason));
    }
    this.#waiting.clear();
    this.ready = this.#start();
    this.ready.catch(() => {});
  }

  /** @param {Plain} request */
  async #call(request) {
    await this.ready;
    const id = ++this.#last;
    return /** @type {Promise<string>} */ (new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#restart("no answer in 2 s"), PATIENCE);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#worker?.postMessage({ id, request: toCBOR(request) });
    }));
  }

  /** @returns {Promise<Info>} */
  async info() {
    return JSON.parse(await this.#call({ op: "info" }));
  }

  /**
   * @param {Run} run
   * @returns {Promise<string>} the trace as JSON Lines
   */
  async run(run) {
    const mine = ++this.#run;
    const { scenario, seed, suite, rules, edits } = run;
    const request = { op: "run", scenario, seed, suite, rules, edits: edits.map((e) => /** @type {Plain} */ ({ ...e })) };
    const text = await this.#call(request);
    if (mine !== this.#run) throw new Superseded();
    return text;
  }

  /**
   * @param {Uint8Array} bytes
   * @param {string} as a format, or "" to let the engine guess
   * @returns {Promise<Inspection>}
   */
  async inspect(bytes, as) {
    return JSON.parse(await this.#call({ op: "inspect", bytes, as }));
  }
}
