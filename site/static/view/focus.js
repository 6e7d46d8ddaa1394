// One tab stop a pane; arrows, Home and End move inside it.

/**
 * Moves focus among the elements of a pane, in document order, and clicks the
 * one that it reaches, so that selection follows focus.
 * @param {KeyboardEvent} e
 * @param {string} selector
 */
export function moveIn(e, selector) {
  const pane = /** @type {HTMLElement} */ (e.currentTarget);
  const all = /** @type {HTMLElement[]} */ ([...pane.querySelectorAll(selector)]);
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[e.key];
  if (to === undefined || at < 0) return;
  e.preventDefault();
  const next = all[Math.max(0, Math.min(all.length - 1, to))];
  next?.click();
  refocus(pane, "[data-now]");
}

/** Focuses, after the next drawing, what is current in a pane. @param {HTMLElement} pane @param {string} selector */
export function refocus(pane, selector) {
  requestAnimationFrame(() => /** @type {HTMLElement | null} */ (pane.querySelector(selector))?.focus({ preventScroll: false }));
}
