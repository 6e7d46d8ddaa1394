// The top line: what runs, and the few switches of the page.
import { h } from "../vendor/preact.js";
import { icon, quiet } from "./dom.js";

/** @typedef {import("../types").Ctx} Ctx */

const THEMES = /** @type {const} */ (["auto", "light", "dark"]);

/** @param {Ctx} ctx */
export function header({ view, act, t }) {
  const { run } = view.trace;
  const { theme, lang } = view.prefs;
  const other = lang === "en" ? "zh-Hans" : "en";
  const nextTheme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
  return h("header", { class: "bar" },
    h("h1", null, h("span", { class: "mark", "aria-hidden": "true" }), "mpos", quiet(" " + t("page.title"))),
    h("p", { class: "what" }, t(`scenario.${run.scenario}`) || run.scenario),
    h("label", { class: "seed" }, t("head.seed"),
      h("input", {
        type: "number", min: 0, max: 4294967295, value: run.seed, disabled: view.engine !== "same" && view.engine !== "ready",
        title: t("head.seed.why"),
        onChange: (/** @type {Event} */ e) => {
          const seed = Number(/** @type {HTMLInputElement} */ (e.target).value);
          if (Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff) act.run({ seed });
        },
      })),
    engineChip({ view, t }),
    h("div", { class: "tools" },
      h("button", { class: "text", onClick: () => act.share(), title: t("head.share.why") }, icon("share"), h("span", null, t("head.share"))),
      h("button", { class: "text", lang: other, onClick: () => act.prefs({ lang: other }), title: t("head.lang") },
        other === "en" ? "EN" : "中", quiet(` · ${t("head.lang")}`)),
      h("button", { onClick: () => act.prefs({ theme: nextTheme }), title: `${t("head.theme")}: ${t(`theme.${theme}`)}` },
        icon("theme"), quiet(`${t("head.theme")}: ${t(`theme.${theme}`)}`)),
      h("button", { onClick: () => act.dialog("help"), title: t("head.help"), "aria-haspopup": "dialog" },
        h("span", { "aria-hidden": "true" }, "?"), quiet(t("head.help")))));
}

/** @param {Pick<Ctx, "view" | "t">} ctx */
function engineChip({ view, t }) {
  const sign = { none: "○", loading: "◌", ready: "●", same: "●", differs: "✗", failed: "✗" }[view.engine];
  const ms = view.engineMs ? ` ${Math.round(view.engineMs)} ms` : "";
  return h("p", { class: `engine is-${view.engine}`, role: "status", title: t(`engine.${view.engine}.why`) + ms },
    h("span", { "aria-hidden": "true" }, sign + " "), t(`engine.${view.engine}`));
}
