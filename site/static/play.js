// Playing: the cursor walks the time axis. One unit of the axis takes 100 ms at
// speed 1, whatever virtual time lies in it.
import { end } from "./axis.js";

const UNIT = 100; // milliseconds

/** @typedef {import("./store.js").Store} Store */

export class Player {
  #store;
  #frame = 0;
  #pos = 0;
  #last = 0;

  /** @param {Store} store */
  constructor(store) {
    this.#store = store;
  }

  /** @param {boolean} on */
  play(on) {
    cancelAnimationFrame(this.#frame);
    const { marks } = this.#store.state.trace;
    if (on) {
      this.#pos = this.#store.axis();
      if (this.#pos >= end(marks) - 0.01 || this.#store.view().at === marks.length - 1) this.#pos = 0;
      this.#last = performance.now();
      this.#frame = requestAnimationFrame(this.#tick);
    }
    this.#store.set({ playing: on, hover: "", stepped: false });
  }

  #tick = (/** @type {number} */ now) => {
    const { trace, prefs } = this.#store.state;
    // A tab that slept does not jump.
    this.#pos += (Math.min(100, now - this.#last) / UNIT) * prefs.speed;
    this.#last = now;
    const done = this.#pos >= end(trace.marks);
    this.#store.set({ cursor: this.#store.cursorAt(this.#pos), playing: !done });
    if (!done) this.#frame = requestAnimationFrame(this.#tick);
  };
}
