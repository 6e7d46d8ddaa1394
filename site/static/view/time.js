// The time bar: step, play, scrub.
import { h } from "../vendor/preact.js";
import { clock, end } from "../axis.js";
import { isMessage } from "../state.js";
import { icon, memo, quiet } from "./dom.js";

/** @typedef {import("../types").Ctx} Ctx */

const SPEEDS = [0.5, 1, 2, 4];

/** @param {Ctx & { pos: number, jump(to: "first" | "last" | "back" | "next"): void }} ctx */
export function time({ view, act, t, pos, jump }) {
  const { trace, playing, prefs } = view;
  const max = end(trace.marks);
  const name = view.event.layer === "note" ? t(`note.${view.event.name}`) || view.event.name : view.event.name;
  return h("footer", { class: "time", "aria-label": t("time.title") },
    h("div", { class: "buttons" },
      button("first", "Home", "first"), button("back", "[", "back"),
      h("button", { class: "main", onClick: () => act.play(), title: `${t(playing ? "time.pause" : "time.play")} [${t("key.space")}]` },
        icon(playing ? "pause" : "play"), quiet(t(playing ? "time.pause" : "time.play"))),
      button("next", "]", "next"), button("last", "End", "last")),
    h("div", { class: "track" },
      memo("marks", [trace, t], () => h("div", { class: "marks", "aria-hidden": "true" }, trace.events.map((e, i) => {
        const bad = e.verdict && e.verdict !== "ok";
        const money = e.delta?.some((d) => d.name.startsWith("ledger/")) && i > 0;
        if (!isMessage(e) && !bad && !money) return null;
        return h("i", {
          key: e.key, class: bad ? "mark bad" : money ? "mark cash" : `mark l-${e.layer}`,
          style: { left: `${((trace.marks[i] ?? 0) / max) * 100}%` },
        }, bad ? "✗" : "");
      }))),
      h("input", {
        type: "range", min: 0, max, step: "any", value: pos, "aria-label": t("time.slider"),
        "aria-valuetext": `${clock(view.cursor.t)} s, ${name}`,
        onInput: (/** @type {Event} */ e) => act.scrub(Number(/** @type {HTMLInputElement} */ (e.target).value)),
        onKeyDown: (/** @type {KeyboardEvent} */ e) => sliderKey(e, jump),
      })),
    h("p", { class: "now" }, h("span", { class: "s" }, `${clock(view.cursor.t)} s`), h("span", { class: "ev" }, name)),
    h("label", { class: "speed" }, quiet(t("time.speed")),
      h("select", { value: String(prefs.speed), onChange: (/** @type {Event} */ e) => act.prefs({ speed: Number(/** @type {HTMLSelectElement} */ (e.target).value) }) },
        SPEEDS.map((s) => h("option", { value: String(s), selected: s === prefs.speed }, `${s}×`)))));

  /** @param {"first" | "last" | "back" | "next"} to @param {string} key @param {string} picture */
  function button(to, key, picture) {
    return h("button", { class: to === "first" || to === "last" ? "end" : undefined, onClick: () => jump(to), title: `${t(`time.${to}`)} [${key}]` }, icon(picture), quiet(t(`time.${to}`)));
  }
}

/** Arrow keys on the slider step by message. @param {KeyboardEvent} e @param {(to: "first" | "last" | "back" | "next") => void} jump */
function sliderKey(e, jump) {
  const to = /** @type {const} */ ({ ArrowRight: "next", ArrowUp: "next", ArrowLeft: "back", ArrowDown: "back", Home: "first", End: "last" })[e.key];
  if (!to) return;
  e.preventDefault();
  jump(to);
}
