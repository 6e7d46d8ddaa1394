// What each party looks like: card, reader screen, phone, packets, ledger,
// account.
import { h } from "../vendor/preact.js";
import { inside } from "../parties.js";
import { quiet } from "./dom.js";

/** @typedef {import("../types").Ctx} Ctx */
/** @typedef {import("../vendor/preact.js").Child} Child */

/** @type {Record<import("../types").Party, (ctx: Ctx) => Child>} */
export const FACES = { card, reader, host, network, backend, issuer };

/** @param {Ctx} ctx */
function card({ view, t }) {
  const inReader = /CARD|CVM|SENT|CLOSED|REVERSING/.test(view.parties.reader.state ?? "");
  return h("div", { class: inReader ? "plastic in" : "plastic" },
    h("svg", { viewBox: "0 0 28 22", class: "chip", "aria-hidden": "true" },
      h("rect", { x: 0.5, y: 0.5, width: 27, height: 21, rx: 4 }),
      h("path", { d: "M0 8h9v6H0M28 8h-9v6h9M9 4v14M19 4v14M9 11h10" })),
    h("span", { class: "pan" }, view.parties.card.pan ?? "•••• 0005"),
    h("span", { class: "test" }, t("card.test")));
}

/** @param {Ctx} ctx */
function reader({ view, t }) {
  const s = view.parties.reader;
  const off = s.power === "off";
  return h("div", { class: off ? "lcd off" : "lcd", role: "img", "aria-label": `${t("reader.screen")}: ${(s.screen ?? "").replaceAll("\n", ", ")}` },
    h("pre", { "aria-hidden": "true" }, off ? "" : s.screen ?? ""));
}

/** @param {Ctx} ctx */
function host({ view, t }) {
  const s = view.parties.host;
  return h("div", { class: "phone" },
    h("span", { class: "speaker", "aria-hidden": "true" }),
    h("p", { class: "app" }, t("host.app")),
    h("p", { class: "big" }, s.result || "…"),
    h("p", { class: "small" }, t("host.why")));
}

/** @param {Ctx} ctx */
function network({ view, t }) {
  const sent = [];
  for (let i = view.at; i >= 0 && sent.length < 5; i--) {
    const event = view.trace.events[i];
    if (event?.layer === "acquirer") sent.push(event);
  }
  return h("ol", { class: "packets", "aria-label": t("network.packets") }, sent.length === 0
    ? h("li", { class: "none" }, t("network.none"))
    : sent.map((e) => h("li", { key: e.key },
      h("span", { "aria-hidden": "true" }, e.from === "host" ? "→" : "←"), ` ${e.name.slice(0, 4)} `,
      inside(e.key) ? h("span", { class: "opaque" }, inside(e.key)) : null,
      h("span", { class: "size" }, `${(e.bytes ?? "").length / 2} B`), quiet(e.verdict ?? ""))));
}

/** @param {Ctx} ctx */
function backend({ view, t, money }) {
  const s = view.parties.backend;
  const accounts = Object.keys(view.start.backend).filter((n) => n.startsWith("ledger/"));
  return h("table", { class: "ledger" },
    h("caption", null, t("backend.ledger")),
    h("tbody", null, accounts.map((n) => {
      const moved = s[n] !== undefined && s[n] !== view.start.backend[n];
      return h("tr", { key: n, class: moved ? "moved" : "" },
        h("th", { scope: "row" }, n.slice("ledger/".length)),
        h("td", { key: s[n] ?? "", class: moved ? "count" : "" }, money(s[n] ?? 0)));
    })));
}

/** @param {Ctx} ctx */
function issuer({ view, t, money }) {
  const s = view.parties.issuer;
  const delta = Number(s.balance ?? 0) - Number(view.start.issuer.balance ?? 0);
  return h("div", { class: "account" },
    h("p", { class: "small" }, t("issuer.balance")),
    h("p", { class: delta ? "big count" : "big", key: s.balance ?? "" }, s.balance === undefined ? "…" : money(s.balance)),
    h("p", { class: delta ? "delta" : "delta none" }, delta ? money(delta) : t("issuer.unmoved")));
}
