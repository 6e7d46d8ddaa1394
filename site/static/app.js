// Starts the page: paints a recorded trace, then loads the engine, runs the
// same again and compares.
import { render } from "./vendor/preact.js";
import { Engine, Superseded } from "./engine.js";
import { load, money, text } from "./i18n.js";
import { listen } from "./keys.js";
import { CURRENCY } from "./parties.js";
import { Player } from "./play.js";
import { applyPrefs, calm, loadPrefs, savePrefs } from "./prefs.js";
import { isMessage, moneyMoved, parseTrace, position, step } from "./state.js";
import { Store } from "./store.js";
import { fromFragment, toFragment } from "./url.js";
import { app } from "./view/app.js";

/** @typedef {import("./types").Actions} Actions */
/** @typedef {import("./types").Run} Run */
/** @typedef {import("./types").TraceEvent} TraceEvent */

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
const prefs = loadPrefs();
applyPrefs(prefs);

const [recorded, , shared] = await Promise.all([
  fetch("traces/sale.jsonl").then((r) => r.text()),
  load(prefs.lang),
  fromFragment(location.hash),
]);
const trace = parseTrace(recorded);
const cursor = shared?.cursor ?? { t: 0, party: /** @type {const} */ (""), msg: "", path: "", tab: /** @type {const} */ ("tree") };
const store = new Store(trace, cursor, prefs);
const player = new Player(store);
let engine = /** @type {Engine | undefined} */ (undefined);
let t = text(prefs.lang);
let cash = money(prefs.lang, CURRENCY[trace.run.scenario] ?? "CNY");
let spoken = "";

/** @type {Actions} */
const act = {
  go(at, { path = "", tab } = {}) {
    const event = store.state.trace.events[at];
    if (!event) return;
    if (store.state.playing) player.play(false);
    store.set({ cursor: { ...store.state.cursor, t: event.t, msg: event.key, path, ...(tab && { tab }) }, hover: "", stepped: true });
  },
  scrub(pos) {
    if (store.state.playing) player.play(false);
    store.set({ cursor: store.cursorAt(pos), stepped: false, hover: "" });
  },
  select(path) {
    const { open } = store.view();
    if (store.state.playing) player.play(false);
    store.set({ cursor: { ...store.state.cursor, t: open.t, msg: open.key, path } });
  },
  hover(path) {
    if (path !== store.state.hover && !store.state.playing) store.set({ hover: path });
  },
  tab: (tab) => store.set({ cursor: { ...store.state.cursor, tab } }),
  party(party) {
    store.set({ cursor: { ...store.state.cursor, party } });
    if (party) document.getElementById(`panel-${party}`)?.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: "nearest", inline: "center" });
  },
  play: (on = !store.state.playing) => player.play(on),
  async prefs(change) {
    const next = { ...store.state.prefs, ...change };
    await load(next.lang);
    savePrefs(next);
    applyPrefs(next);
    if (next.lang !== store.state.prefs.lang) {
      t = text(next.lang);
      cash = money(next.lang, CURRENCY[store.state.trace.run.scenario] ?? "CNY");
    }
    store.set({ prefs: next });
  },
  run: (change) => void rerun({ ...store.state.trace.run, ...change }),
  dialog: (dialog) => store.set({ dialog }),
  async share() {
    const { trace, cursor } = store.state;
    history.replaceState(null, "", await toFragment(trace.run, cursor));
    await act.copy(location.href, "link");
  },
  async copy(value, what) {
    try {
      await navigator.clipboard.writeText(value);
      toast(t(`copied.${what}`) || t("copied"));
    } catch {
      toast(t("copied.not"));
    }
  },
};

/** @param {import("./keys.js").Jump} to */
function jump(to) {
  const { trace, cursor } = store.state;
  const at = position(trace, cursor);
  const next = {
    first: 0,
    last: trace.events.length - 1,
    back: step(trace, at, -1, isMessage),
    next: step(trace, at, 1, isMessage),
    eventBack: Math.max(0, at - 1),
    eventNext: Math.min(trace.events.length - 1, at + 1),
  }[to];
  act.go(next);
}

let fading = 0;
/** @param {string} words */
function toast(words) {
  clearTimeout(fading);
  store.set({ toast: words });
  fading = setTimeout(() => store.set({ toast: "" }), 2500);
}

/** Runs again with the engine. @param {Run} run */
async function rerun(run) {
  if (!engine) return;
  try {
    const next = parseTrace(await engine.run(run));
    const cursor = next.byKey.has(store.state.cursor.msg) ? store.state.cursor : { ...store.state.cursor, msg: "" };
    store.set({ trace: next, cursor, engine: "ready" });
  } catch (error) {
    if (!(error instanceof Superseded)) toast(t("engine.error", { error: /** @type {Error} */ (error).message }));
  }
}

root.textContent = "";
const narrow = matchMedia("(max-width: 720px)");
let drawn = "";
let queued = false;
store.changed = () => {
  if (queued) return;
  queued = true;
  requestAnimationFrame(draw);
};

function draw() {
  queued = false;
  const view = store.view();
  speak(view);
  render(app({ view, act, t, money: cash, pos: store.axis(), jump, spoken }), root);
  const now = `${view.event.key} ${view.prefs.fold.card}`;
  if (now !== drawn) follow();
  drawn = now;
}

/** Keeps the current rung in sight, and on a phone the party that hears, without moving the page. */
function follow() {
  const { from, to = from } = store.view().event;
  const panel = document.getElementById(`panel-${to}`);
  if (narrow.matches && panel?.parentElement) {
    const left = panel.offsetLeft - (panel.parentElement.clientWidth - panel.offsetWidth) / 2;
    panel.parentElement.scrollTo({ left, behavior: calm() ? "auto" : "smooth" });
  }
  const pane = document.getElementById("ladder");
  const rung = /** @type {HTMLElement | null} */ (pane?.querySelector(".rung.now"));
  if (!pane || !rung) return;
  const middle = rung.offsetTop - pane.clientHeight / 2 + rung.offsetHeight / 2;
  if (Math.abs(middle - pane.scrollTop) > pane.clientHeight / 4) {
    pane.scrollTo({ top: middle, behavior: calm() || !store.state.playing ? "auto" : "smooth" });
  }
}

/** Refusals and moved money are spoken. @param {import("./types").View} view */
function speak(view) {
  const { verdict, name } = view.event;
  if (verdict && verdict !== "ok") spoken = `${name}: ${t(`verdict.${verdict}`) || verdict}`;
  for (const m of moneyMoved(view.trace, view.at)) {
    spoken = `${t(`party.${m.party}`)}, ${m.name.replace("ledger/", "")}: ${cash(m.now)}`;
  }
}

const fit = () => store.set({ columns: narrow.matches ? 8 : 16 });
narrow.addEventListener("change", fit);

/** @param {string} name */
async function recordedFields(name) {
  store.learn(await (await fetch(`traces/${name}.fields.json`)).json());
}

/** The engine runs what the page shows; equal hashes mean an equal trace. */
async function startEngine() {
  const begun = performance.now();
  store.set({ engine: "loading" });
  const fresh = new Engine();
  try {
    await fresh.ready;
    const again = parseTrace(await fresh.run(trace.run));
    engine = fresh;
    store.inspect = (bytes, as) => fresh.inspect(bytes, as);
    store.set({ engine: again.hash === trace.hash ? "same" : "differs", engineMs: performance.now() - begun });
    if (shared && !shared.unknown && JSON.stringify(shared.run) !== JSON.stringify(trace.run)) await rerun(shared.run);
  } catch (error) {
    store.set({ engine: /** @type {Error} */ (error).message === "none" ? "none" : "failed" });
  }
}

listen({ act, jump, party: () => store.state.cursor.party, on: () => store.state.prefs.keys });
fit();
draw();
performance.mark("painted");
document.documentElement.dataset.ready = "painted";
if (shared?.unknown) toast(t("link.unknown"));
void recordedFields(trace.run.scenario).catch(() => {});
void startEngine();
if (!shared && !calm()) player.play(true);
