// The party panels: face, state, what it can see, the keys it holds.
import { h } from "../vendor/preact.js";
import { HOSTILE, PARTIES, SIGHT } from "../parties.js";
import { cls, keyBar, memo, quiet } from "./dom.js";
import { FACES } from "./faces.js";

/** @typedef {import("../types").Ctx} Ctx */
/** @typedef {import("../types").Party} Party */

/** @param {Ctx} ctx */
export function parties(ctx) {
  const { view, t } = ctx;
  return h("section", { class: "parties", "aria-label": t("parties.title") }, PARTIES.map((p, i) => {
    const touches = view.event.from === p || view.event.to === p;
    const across = p === "network" && view.event.layer === "acquirer";
    const active = touches || across;
    return memo(p, [view.trace, p === "network" ? view.at : signature(view.parties[p]), active, view.cursor.party === p, t,
      p === "issuer" || p === "backend" ? signature(view.before[p]) : ""], () => panel(ctx, p, i, active));
  }));
}

/** @param {Record<string, string>} state */
const signature = (state) => Object.values(state).join("\u0001");

/** @param {Ctx} ctx @param {Party} p @param {number} i @param {boolean} active */
function panel(ctx, p, i, active) {
  const { view, act, t } = ctx;
  const chosen = view.cursor.party === p;
  const state = chip(ctx, p);
  return h("article", {
    class: cls("party", `is-${p}`, HOSTILE.has(p) && "hostile", active && "active", chosen && "chosen"),
    "aria-labelledby": `party-${p}`, id: `panel-${p}`,
  },
    h("h2", { id: `party-${p}` },
      h("button", {
        class: "name", "aria-pressed": String(chosen), onClick: () => act.party(chosen ? "" : p),
        title: `${t(`party.${p}.why`)} [${i + 1}]`,
      }, t(`party.${p}`)),
      state ? h("span", { class: "state", title: t(`state.${state}`) || state }, state) : null),
    h("div", { class: "face" }, FACES[p](ctx)),
    sight(ctx, i),
    keyRing(ctx, p));
}

/** @param {Ctx} ctx @param {Party} p */
function chip({ view, t }, p) {
  const s = view.parties[p];
  switch (p) {
    case "card": return s.atc ? `ATC ${s.atc}` : "";
    case "reader": return s.power === "off" ? t("party.off") : s.state ?? "";
    case "host": return s.state ?? "";
    case "network": return t("party.untrusted");
    case "backend": return s.txn ?? "";
    case "issuer": return s.hold && s.hold !== "0" ? t("party.hold") : "";
  }
}

/** @param {Ctx} ctx @param {number} i */
function sight({ t }, i) {
  return h("ul", { class: "sight", "aria-label": t("sight.title") }, Object.entries(SIGHT).map(([item, by]) => {
    const level = by[i] ?? "never";
    return h("li", { class: `see-${level}`, title: `${t(`item.${item}`)}: ${t(`sight.${level}`)}. ${t(`sight.${level}.why`)}` },
      h("i", { "aria-hidden": "true" }), t(`item.${item}`), quiet(`: ${t(`sight.${level}`)}`));
  }));
}

/** @param {Ctx} ctx @param {Party} p */
function keyRing({ view, t }, p) {
  const held = keysHeld(view, p);
  return h("ul", { class: "keyring", "aria-label": t("keys.title") }, held.length === 0
    ? h("li", { class: "none" }, t(HOSTILE.has(p) ? "keys.hostile" : "keys.none"))
    : held.slice(0, 4).map((k) => h("li", { title: [k.id, k.usage, k.kcv && `KCV ${k.kcv}`].filter(Boolean).join(" · ") },
      keyBar(k.kcv), h("span", null, short(k.text, t)))));
}

/**
 * The keys that a party names in its state; else the last ones that it used.
 * @param {import("../types").View} view
 * @param {Party} p
 */
function keysHeld(view, p) {
  const used = view.trace.events.slice(0, view.at + 1).filter((e) => e.from === p).flatMap((e) => e.keys ?? []);
  const named = view.parties[p].keys;
  if (named !== undefined) {
    return named.split(", ").filter(Boolean).map((text) => {
      const use = used.find((k) => k.counter !== undefined && text === `${k.usage} ct ${k.counter}`);
      return { text, id: use?.id ?? "", usage: use?.usage ?? text, kcv: use?.kcv };
    });
  }
  const last = new Map(used.map((k) => [`${k.id} ${k.usage}`, k]));
  return [...last.values()].reverse().map((k) => ({ ...k, text: k.counter ? `${k.usage} ${k.counter}` : k.usage }));
}

/** "MAC generation ct 2" as "MAC gen 2": a panel is narrow. @param {string} name @param {Ctx["t"]} t */
function short(name, t) {
  const [, usage = name, counter = ""] = /^(.*?)(?: ct)?(?: (\d+))?$/.exec(name) ?? [];
  return `${t(`keyshort.${usage}`) || usage} ${counter}`.trim();
}
