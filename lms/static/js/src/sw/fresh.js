// Is what we keep still what the site says? Asked at most every six hours, with two answers that are usually "as
// before" and then cost some hundred bytes. What was visited is fetched anew where it changed; a saved module waits
// for her tap (``stale``), since that may cost more.

import { keep, kept } from "./kept.js";

const LIST = "/paket.json";
const RECALLS = "/api/v1/isi-ditarik";
const NOTE = "core.fresh";
const HOURS = 6;

export async function freshen({ now = false } = {}) {
  const db = await kept();
  if (!db || !(now || (await isDue(db)))) return;
  const [list, told] = await Promise.all([ask(LIST), ask(RECALLS)]);
  const current = { ...list.pages };
  for (const module of list.modules) Object.assign(current, module.fragments);
  await renew(db, current);
  await warn(db, current, told.recalls);
  await markPacks(db, [...list.modules, { key: "kartu", hash: list.cards }]);
  await db.put("notes", { name: NOTE, at: Date.now() });
  if (list.shell !== VERSION) await newShell();
}

// Not at the very first page, where all is new. A clock that went back says nothing: ask.
async function isDue(db) {
  const last = await db.get("notes", NOTE);
  if (!last) await db.put("notes", { name: NOTE, at: Date.now() });
  const hours = last ? (Date.now() - last.at) / 3600000 : 0;
  return hours < 0 || hours >= HOURS;
}

async function ask(path) {
  const answer = await fetch(path, { cache: "no-cache" });
  if (!answer.ok) throw new Error(path);
  return answer.json();
}

// Pages in no list (what one area adds, what was withdrawn) are asked for themselves: the answer is 304 as a rule.
async function renew(db, current) {
  for (const row of await db.getAll("kept")) {
    if (row.pack || (row.hash && row.hash === current[row.path])) continue;
    const answer = await fetch(row.path, { cache: "no-cache" });
    if (answer.status === 404) await db.delete("kept", row.path);
    else await keep(row.path, answer);
  }
}

// A copy from before a recall, unless it says what the page says now.
async function warn(db, current, recalls) {
  for (const row of await db.getAll("kept")) {
    const same = row.hash && row.hash === current[row.path];
    const found = same ? null : recalls.find((one) => concerns(one, row.path) && Date.parse(row.saved_at) < Date.parse(one.at));
    const recalled = found?.sentence ?? "";
    if (recalled !== row.recalled) await db.put("kept", { ...row, recalled });
  }
}

// Of a withdrawn module every page; of a corrected one its own page and card.
function concerns({ address, lesson, area, kind }, path) {
  if (path === address) return true;
  if (lesson || area || !path.startsWith(address)) return false;
  return kind === "ditarik" || path === `${address}kartu/`;
}

async function markPacks(db, list) {
  const now = new Map(list.map(({ key, hash }) => [key, hash]));
  for (const pack of await db.getAll("packs")) {
    const stale = now.get(pack.key) !== pack.hash;
    if (stale !== Boolean(pack.stale)) await db.put("packs", { ...pack, stale });
  }
}

// The browser asks its own cache for the worker first: what stands there is made new. Nobody waits for the update:
// the newer worker may be waiting for this one to have nothing left to do.
async function newShell() {
  await (await fetch("/sw.js", { cache: "reload" })).text();
  registration.update().catch(() => {});
}
