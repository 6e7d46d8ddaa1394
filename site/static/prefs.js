// What a visitor prefers; kept on the machine, never in a link.
import { systemLang } from "./i18n.js";

/** @typedef {import("./types").Prefs} Prefs */

const KEY = "mpos.prefs";

/** @returns {Prefs} */
export function loadPrefs() {
  /** @type {Prefs} */
  const base = { theme: "auto", lang: systemLang(), keys: true, speed: 1, fold: { card: true, link: true, note: true } };
  try {
    const saved = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return { ...base, ...saved, fold: { ...base.fold, ...saved.fold } };
  } catch {
    return base; // storage may be blocked
  }
}

/** @param {Prefs} prefs */
export function savePrefs(prefs) {
  try {
    localStorage.setItem(KEY, JSON.stringify(prefs));
  } catch {
    // a visitor who blocks storage has preferences for this visit
  }
}

/** @param {Prefs} prefs */
export function applyPrefs(prefs) {
  document.documentElement.lang = prefs.lang;
  document.documentElement.dataset.theme = prefs.theme;
}

/** Whether the visitor wants things to stay in place. */
export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
