// "?": what the keys do, and the switch that turns single keys off.
import { Component, h } from "../vendor/preact.js";

/** @typedef {import("../types").Ctx} Ctx */

const KEYS = /** @type {const} */ ([
  ["Space", "play"], ["[ ]", "message"], ["{ }", "event"], ["1–6", "party"], ["t b w", "panes"],
  ["← → ↑ ↓ Home End", "move"], ["/", "find"], ["Esc", "back"], ["?", "help"],
]);

const SIGNS = /** @type {const} */ (["clear", "masked", "sealed", "hsm", "never"]);

/** @extends {Component<Ctx>} */
export class Help extends Component {
  componentDidMount() {
    /** @type {HTMLDialogElement} */ (this.base).showModal();
  }

  /** @param {Ctx} ctx */
  render({ view, act, t }) {
    return h("dialog", { class: "help", "aria-labelledby": "help-title", onClose: () => act.dialog(""), onClick: (/** @type {MouseEvent} */ e) => {
      if (e.target === this.base) act.dialog(""); // the backdrop
    } },
      h("div", { class: "sheet" },
        h("h2", { id: "help-title" }, t("help.title")),
        h("p", null, t("help.intro")),
        h("dl", { class: "keylist" }, KEYS.map(([key, name]) => h("div", null, h("dt", null, h("kbd", null, key)), h("dd", null, t(`help.${name}`))))),
        h("h3", null, t("sight.title")),
        h("ul", { class: "sight wide" }, SIGNS.map((s) => h("li", { class: `see-${s}` }, h("i", { "aria-hidden": "true" }), h("b", null, t(`sight.${s}`)), " ", t(`sight.${s}.why`)))),
        h("label", { class: "switch" },
          h("input", { type: "checkbox", checked: view.prefs.keys, onChange: () => act.prefs({ keys: !view.prefs.keys }) }), t("help.keys")),
        h("p", { class: "small" }, t("help.promise")),
        h("form", { method: "dialog" }, h("button", { class: "main" }, t("help.close")))));
  }
}
