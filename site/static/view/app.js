// The page as a whole. The DOM order is the same at every width; only the
// style's grid areas change.
import { h } from "../vendor/preact.js";
import { hex } from "./hex.js";
import { header } from "./header.js";
import { Help } from "./help.js";
import { ladder } from "./ladder.js";
import { parties } from "./parties.js";
import { time } from "./time.js";
import { tree } from "./tree.js";
import { why } from "./why.js";
import { memo } from "./dom.js";

/** @typedef {import("../types").Ctx} Ctx */
/** @typedef {Ctx & { pos: number, jump(to: "first" | "last" | "back" | "next"): void, spoken: string }} AppProps */

const TABS = /** @type {const} */ (["tree", "bytes", "why"]);

/** @param {AppProps} props */
export function app(props) {
  const { view, act, t } = props;
  const node = [view.fields, view.open, view.cursor.path, view.hover, t];
  return h("div", { class: "app", "data-tab": view.cursor.tab, "data-playing": view.playing ? "" : undefined },
    header(props),
    h("main", null,
      parties(props),
      ladder(props),
      h("div", { class: "inspector" },
        h("div", { class: "tabs", role: "group", "aria-label": t("pane.title") }, TABS.map((tab) =>
          h("button", { "aria-pressed": String(view.cursor.tab === tab), onClick: () => act.tab(tab) }, t(`pane.${tab}`)))),
        memo("tree", node, () => tree(props)),
        memo("hex", [...node, view.columns, view.cursor.party], () => hex(props)),
        memo("why", node, () => why(props)))),
    time(props),
    h("p", { class: "vh", "aria-live": "polite", role: "log" }, props.spoken),
    view.toast ? h("p", { class: "toast", role: "status" }, view.toast) : null,
    view.dialog === "help" ? h(Help, props) : null);
}
