// The data that the page works on. Run, TraceEvent and Field are what the
// engine speaks; the rest is the page's own.

export type Party = "card" | "reader" | "host" | "network" | "backend" | "issuer";
export type Layer = "card" | "link" | "message" | "envelope" | "acquirer" | "issuer" | "note";
export type Tab = "tree" | "bytes" | "why";
export type Lang = "en" | "zh-Hans";

/** What one change to a run does. `at` is the key of a message. */
export interface Edit {
  at: string;
  op: "flip" | "set" | "drop" | "delay" | "replay" | "swap" | "inject" | "powercut" | "clock";
  offset?: number;
  xor?: number;
  ms?: number;
  party?: Party;
  step?: string;
}

/** All that decides a trace. `rules` are those left out. */
export interface Run {
  v: 1;
  scenario: string;
  seed: number;
  suite: 1 | 2 | 3 | 4;
  rules: string[];
  edits: Edit[];
}

export interface KeyUse { id: string; usage: string; counter?: number; kcv?: string }
export interface Change { party: Party; name: string; value?: string }

/** One line of a trace. `t` is microseconds of virtual time. */
export interface TraceEvent {
  t: number;
  from: Party;
  to?: Party;
  layer: Layer;
  name: string;
  key: string;
  bytes?: string;
  verdict?: string;
  detail?: string;
  keys?: KeyUse[];
  delta?: Change[];
}

export type Snapshot = Record<Party, Record<string, string>>;

/** A trace, indexed. `marks` are positions on the time axis, one an event. */
export interface Trace {
  run: Run;
  events: TraceEvent[];
  hash: string;
  byKey: Map<string, number>;
  snapshots: Snapshot[];
  marks: number[];
}

export interface Cursor { t: number; party: Party | ""; msg: string; path: string; tab: Tab }

export interface Prefs {
  theme: "auto" | "light" | "dark";
  lang: Lang;
  keys: boolean;
  speed: number;
  fold: { card: boolean; link: boolean; note: boolean };
}

/** A field of a message as `protocol/inspect` explains it. */
export interface Field {
  path: string;
  off: number;
  len: number;
  name: string;
  value?: string;
  clause?: string;
  key?: string;
  raw?: boolean;
  sensitive?: boolean;
  kids?: Field[];
}

/** A field in a flat list, in the order of the tree. */
export interface Node {
  field: Field;
  path: string;
  depth: number;
  parent: number;
  next: number;
  layer: Layer;
  sealed: boolean;
}

export interface FieldIndex { nodes: Node[]; byPath: Map<string, number>; owner: Int32Array }

export interface Info { version: string; rules: string[]; scenarios: string[] }
export interface Inspection { format: string; guesses: string[]; field: Field }

export type EngineState = "none" | "loading" | "ready" | "same" | "differs" | "failed";

/** What the views draw: nothing else decides what is on the page. */
export interface View {
  trace: Trace;
  cursor: Cursor;
  at: number;
  event: TraceEvent;
  open: TraceEvent;
  parties: Snapshot;
  before: Snapshot;
  start: Snapshot;
  fields: FieldIndex | undefined;
  hover: string;
  playing: boolean;
  stepped: boolean;
  columns: number;
  prefs: Prefs;
  engine: EngineState;
  engineMs: number;
  dialog: "" | "help";
  toast: string;
}

export type Text = (key: string, values?: Record<string, string | number>) => string;

/** What a view may ask for. */
export interface Actions {
  go(at: number, options?: { path?: string; tab?: Tab; play?: boolean }): void;
  scrub(position: number): void;
  select(path: string): void;
  hover(path: string): void;
  tab(tab: Tab): void;
  party(party: Party | ""): void;
  play(on?: boolean): void;
  prefs(change: Partial<Prefs>): void;
  run(change: Partial<Run>): void;
  dialog(which: "" | "help"): void;
  share(): void;
  copy(text: string, what: string): void;
}

/** What every view gets. */
export interface Ctx { view: View; act: Actions; t: Text; money(minor: number | string): string }
