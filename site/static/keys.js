// Single keys. They do nothing in text fields, with a modifier, or when the
// visitor has switched them off (WCAG 2.1.4).
import { PARTIES } from "./parties.js";

/** @typedef {"first" | "last" | "back" | "next" | "eventBack" | "eventNext"} Jump */
/** @typedef {{ act: import("./types").Actions, jump(to: Jump): void, party(): string, on(): boolean }} Target */

/** @param {Target} target */
export function listen({ act, jump, party, on }) {
  /** @type {Record<string, () => void>} */
  const keys = {
    " ": () => act.play(),
    "[": () => jump("back"),
    "]": () => jump("next"),
    "{": () => jump("eventBack"),
    "}": () => jump("eventNext"),
    t: () => focusPane("tree", "[data-now]"),
    b: () => focusPane("bytes", "[data-now]"),
    w: () => focusPane("why", ".scroll"),
    "/": () => focusPane("tree", "input"),
    "?": () => act.dialog("help"),
    Escape: () => {
      act.select("");
      act.party("");
    },
  };
  PARTIES.forEach((p, i) => {
    keys[String(i + 1)] = () => act.party(party() === p ? "" : p);
  });

  /** @param {import("./types").Tab} tab @param {string} selector */
  function focusPane(tab, selector) {
    act.tab(tab);
    requestAnimationFrame(() => /** @type {HTMLElement | null} */ (document.querySelector(`#pane-${tab} ${selector}`))?.focus());
  }

  addEventListener("keydown", (e) => {
    const target = /** @type {HTMLElement} */ (e.target);
    if (!on() || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (typing(target) || (e.key === " " && target.closest("button, a, summary, select"))) return;
    const run = keys[e.key];
    if (!run) return;
    e.preventDefault();
    run();
  });
}

/** @param {HTMLElement} el */
const typing = (el) =>
  el.isContentEditable || el.matches("textarea, select") || (el.matches("input") && !el.matches("[type=range], [type=checkbox]"));
