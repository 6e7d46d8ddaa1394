// Words. One flat JSON a language, with the same keys.

/** @typedef {import("./types").Lang} Lang */
/** @typedef {import("./types").Text} Text */

/** @type {Record<string, Record<string, string>>} */
const loaded = {};

/** @param {Lang} lang */
export async function load(lang) {
  loaded[lang] ??= await (await fetch(`i18n/${lang}.json`)).json();
}

/** @returns {Lang} */
export const systemLang = () => (navigator.language.toLowerCase().startsWith("zh") ? "zh-Hans" : "en");

/**
 * A text function; an unknown key gives "", so that a caller can fall back.
 * @param {Lang} lang
 * @returns {Text}
 */
export function text(lang) {
  const words = loaded[lang] ?? {};
  return (key, values) => {
    let out = words[key] ?? "";
    for (const [name, value] of Object.entries(values ?? {})) out = out.replaceAll(`{${name}}`, String(value));
    return out;
  };
}

/**
 * Formats minor units of a currency of two decimals.
 * @param {Lang} lang
 * @param {string} currency
 * @returns {(minor: number | string) => string}
 */
export function money(lang, currency) {
  const format = new Intl.NumberFormat(lang, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  return (minor) => format.format(Number(minor) / 100).replace("-", "\u2212");
}
