// Small helpers around Preact.
import { Component, h } from "../vendor/preact.js";

/** @typedef {import("../vendor/preact.js").Child} Child */
/** @typedef {{ deps: unknown[], draw: () => Child }} MemoProps */

/** @extends {Component<MemoProps>} */
class Memo extends Component {
  /** @param {MemoProps} next */
  shouldComponentUpdate(next) {
    return next.deps.some((dep, i) => dep !== this.props.deps[i]);
  }
  render() {
    return this.props.draw();
  }
}

/**
 * Draws again only when one of deps is another value.
 * @param {string} key
 * @param {unknown[]} deps
 * @param {() => Child} draw
 */
export const memo = (key, deps, draw) => h(Memo, { key, deps, draw });

/** Text for screen readers only. @param {string} text */
export const quiet = (text) => h("span", { class: "vh" }, text);

/** @param {unknown[]} names */
export const cls = (...names) => names.filter(Boolean).join(" ");

/** @type {Record<string, string>} */
const PATHS = {
  play: "M6 4l13 8-13 8z",
  pause: "M6 4h4v16H6zM14 4h4v16h-4z",
  first: "M5 4h3v16H5zM20 4v16L9 12z",
  last: "M16 4h3v16h-3zM4 4v16l11-8z",
  back: "M16 4v16L5 12z",
  next: "M8 4v16l11-8z",
  share: "M12 3l5 5h-4v8h-2V8H7zM5 18h14v3H5z",
  theme: "M12 3a9 9 0 100 18V3z",
};

/** @param {string} name */
export const icon = (name) =>
  h("svg", { viewBox: "0 0 24 24", width: 16, height: 16, "aria-hidden": "true", focusable: "false", class: "icon" },
    h("path", { d: PATHS[name] }),
    name === "theme" ? h("circle", { cx: 12, cy: 12, r: 9, fill: "none", stroke: "currentColor", "stroke-width": 2 }) : null);

/**
 * The hue of a key, from its check value: the same key has the same bar
 * wherever it touches bytes.
 * @param {string | undefined} kcv
 */
export const hue = (kcv) => (kcv ? parseInt(kcv.slice(0, 4), 16) % 360 : 0);

/** @param {string | undefined} kcv */
export const keyBar = (kcv) => h("i", { class: "keybar", style: { "--hue": String(hue(kcv)) }, "aria-hidden": "true" });
