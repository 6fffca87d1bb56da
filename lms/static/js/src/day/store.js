// The list of the day at rest and open: AES-GCM under a key that only the PIN on this phone unlocks. Open it stands in
// the memory of this page and nowhere else: with the page, or her turn, it is closed.

import { unwrap, wrap } from "../phone/box.js";
import { keyOf, newLock, tryPin } from "../phone/lock.js";
import { daysKept, forgetDay, startingWith } from "./old.js";

const open = new Map(); // event -> {row, key, bundle}
const AES = { name: "AES-GCM", length: 256 };

// Keeps a list that has just come, the first one of its event or a newer one. {kept: true}; {wait} in seconds: it is not
// the PIN by which she signs in on this phone, or opens the list that is here; {late: true}: by the clock of this phone it
// is over already; {other: true}: a colleague's list of this event is here. Throws where the phone is full.
export async function keepDay(bundle, pin) {
  const db = await tuntas.db;
  const { event: { uuid: event }, profile } = bundle;
  if (Date.now() > Date.parse(bundle.until)) return { late: true };
  const [before] = await daysKept(db, event);
  if (before && before.profile !== profile) return { other: true };
  if (before) {
    const found = await openDay(event, pin);
    if (found && !found.event) return found;
    if (found && (await renewDay(bundle))) return { kept: true };
  }
  const hers = (await db.get("profiles", profile))?.lock && (await tryPin(db, profile, pin));
  if (hers && !hers.key) return { wait: hers.wait };
  await keepFirst(db, bundle, pin);
  return { kept: true };
}

async function keepFirst(db, bundle, pin) {
  const { uuid: event, title } = bundle.event;
  const lock = newLock();
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const [key, locked] = await Promise.all([dataKey(bytes), keyOf(db, pin, lock)]);
  const row = { name: nameOf("hari", event, bundle.profile), event, profile: bundle.profile, title, lock, wrong: 0, wait: 0 };
  Object.assign(row, { at: Date.now(), until: Date.parse(bundle.until), box: await wrap(locked, { key: [...bytes] }) });
  const inside = { name: nameOf("isi", event, bundle.profile), box: await wrap(key, bundle) };
  const change = db.transaction("notes", "readwrite");
  change.store.put(row);
  change.store.put(inside);
  await change.done;
  open.set(event, { row, key, bundle });
}

const dataKey = (bytes) => crypto.subtle.importKey("raw", bytes, AES, false, ["encrypt", "decrypt"]);
const nameOf = (word, event, profile) => `${word}:${event}:${profile}`;

// The list, after her PIN; {wait} in seconds after wrong ones (0: once more at once); null: it is not here.
export async function openDay(uuid, pin) {
  const db = await tuntas.db;
  const [row] = await daysKept(db, uuid);
  if (!row) return null;
  const { secrets, wait } = await tryPin(db, row.name, pin, "notes");
  if (!secrets) return { wait };
  const key = await dataKey(new Uint8Array(secrets.key));
  const bundle = await unwrap(key, (await db.get("notes", nameOf("isi", row.event, row.profile)))?.box);
  if (!bundle) return null;
  open.set(uuid, { row, key, bundle });
  return bundle;
}

// Without asking: the list that is open in this page; null: none.
export const opened = (uuid) => open.get(uuid)?.bundle || null;

export async function days() {
  return (await daysKept(await tuntas.db)).map(({ event, title, until, name, wait }) => ({ uuid: event, title, until, name, wait }));
}

// Away with it, also without a PIN: what was saved waits in the outbox all the same.
export async function throwAway(uuid) {
  const db = await tuntas.db;
  for (const row of await daysKept(db, uuid)) await forgetDay(db, row);
  open.delete(uuid);
}

// A newer one of the same event came with the signal while this one is open; her PIN is as before. False: it is not
// here any more, and what was thrown away does not come back.
export async function renewDay(bundle) {
  const held = open.get(bundle.event.uuid);
  if (!held || bundle.profile !== held.row.profile) return false;
  const inside = { name: nameOf("isi", held.row.event, held.row.profile), box: await wrap(held.key, bundle) };
  const change = (await tuntas.db).transaction("notes", "readwrite");
  const row = await change.store.get(held.row.name);
  for (const one of row ? [{ ...row, at: Date.now(), until: Date.parse(bundle.until) }, inside] : []) change.store.put(one);
  await change.done;
  if (row) held.bundle = bundle;
  return Boolean(row);
}

// What was saved from this list on this phone, so that it can be shown and corrected; sealed like the list itself.
export async function noteSaved(uuid, entry) {
  const { row, key } = open.get(uuid);
  const name = nameOf(`lihat:${entry.id}`, row.event, row.profile);
  await (await tuntas.db).put("notes", { name, box: await wrap(key, entry) });
}

// The oldest first.
export async function savedHere(uuid) {
  const held = open.get(uuid);
  if (!held) return [];
  const mine = nameOf("", held.row.event, held.row.profile);
  const rows = await (await tuntas.db).getAll("notes", startingWith("lihat"));
  const found = await Promise.all(rows.filter(({ name }) => name.endsWith(mine)).map(({ box }) => unwrap(held.key, box)));
  return found.filter(Boolean).sort((one, other) => one.at.localeCompare(other.at));
}
