// A personal page says whose it is: her corner of this phone opens. And the PIN typed at the door becomes its lock.

import { endTurn, tellLeft, turn } from "./corner.js";
import { unwrap, wrap } from "./box.js";
import { canLock, digits, keyOf, newLock } from "./lock.js";

// At the door: before the form goes, the lock that this PIN would make. The server says later whether it was right.
export function watchPin(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "kunci", value: number() });
    form.append(field);
    const buttons = form.querySelectorAll("button");
    for (const button of buttons) button.disabled = true;
    await Promise.race([preparePin(form, field.value).catch(() => null), new Promise((go) => setTimeout(go, 4000))]);
    form.submit();
    setTimeout(() => buttons.forEach((button) => (button.disabled = false)), 8000); // no answer came
  });
}

async function preparePin(form, made) {
  const db = await tuntas.db;
  const waiting = { name: "hp.menunggu", number: made, at: Date.now() };
  const pin = digits(form.elements.pin.value);
  if (db && canLock() && pin.length === 6) {
    const uuid = location.pathname.match(/^\/masuk\/hp\/([0-9a-f-]{36})\/$/)?.[1] || document.body.dataset.profile;
    waiting.lock = (uuid && (await db.get("profiles", uuid))?.lock) || newLock();
    await db.put("keys", { name: "hp.menunggu", key: await keyOf(db, pin, waiting.lock) });
  }
  await db?.put("notes", waiting);
}

function number() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

// False: the page belongs to somebody whose turn was ended on this phone; it must not be shown.
export async function adopt(db, told) {
  const waiting = await db.get("notes", "hp.menunggu");
  const fresh = Boolean(told.lock) && waiting?.number === told.lock;
  if (!fresh && (await db.get("notes", "hp.keluar"))?.uuids.includes(told.profile)) return false;
  const before = await turn();
  if (before && before.uuid !== told.profile) await endTurn();
  const keys = await cornerKeys(db, told, fresh);
  const row = { uuid: told.profile, ...(await db.get("profiles", told.profile)) };
  Object.assign(row, { name: told.name, motif: told.motif, kept: Boolean(told.kept), void: "" });
  if (!canLock()) row.credential = told.credential;
  if (row.look && before?.uuid !== row.uuid) tuntas.settings.set(row.look);
  if (row.lock && row.stamp !== told.stamp) unlockFor(row);
  if (fresh && keys.bound) {
    const box = await wrap(keys.open, { credential: told.credential });
    if (row.saya && !(await unwrap(keys.open, row.saya))) delete row.saya;
    Object.assign(row, { lock: waiting.lock, stamp: told.stamp, box, wrong: 0, wait: 0 });
  }
  const change = db.transaction(["profiles", "keys", "notes"], "readwrite");
  const [profiles, store, notes] = ["profiles", "keys", "notes"].map((name) => change.objectStore(name));
  profiles.put(row);
  if (keys.open) store.put({ name: `buka:${row.uuid}`, key: keys.open });
  if (keys.seal) store.put({ name: `segel:${row.uuid}`, key: keys.seal });
  if (fresh) {
    store.delete("hp.menunggu");
    notes.delete("hp.menunggu");
    notes.delete("hp.keluar"); // the sign-in has ended every session of before
  }
  const pinAt = fresh ? Date.now() : before?.uuid === row.uuid ? before.pinAt : 0;
  notes.put({ name: "hp.giliran", uuid: row.uuid, pinAt });
  notes.put({ name: "hp.sesi", uuid: row.uuid });
  await change.done;
  return true;
}

// What opens her copies while it is her turn, and what seals her envelopes; neither can be read out.
async function cornerKeys(db, told, fresh) {
  if (!canLock()) return {};
  const bound = fresh && (await db.get("keys", "hp.menunggu"))?.key;
  const own = bound || (await db.get("keys", `buka:${told.profile}`))?.key;
  const made = { name: "AES-GCM", length: 256 };
  return {
    bound: Boolean(bound),
    open: own || (await crypto.subtle.generateKey(made, false, ["encrypt", "decrypt"])),
    seal: await sealKey(told.credential),
  };
}

export const sealKey = (credential) =>
  crypto.subtle.importKey("raw", new TextEncoder().encode(credential), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);

// A PIN that is good no longer opens nothing here. Her outbox is not touched.
export function unlockFor(row) {
  for (const name of ["lock", "box", "saya", "stamp", "wrong", "wait"]) delete row[name];
}

// Her turn without a signal, after her PIN was right on this phone.
export async function openCorner(db, uuid, { key, secrets }) {
  const before = await turn();
  if (before && before.uuid !== uuid) await endTurn();
  await db.put("keys", { name: `buka:${uuid}`, key });
  await db.put("keys", { name: `segel:${uuid}`, key: await sealKey(secrets.credential) });
  await db.put("notes", { name: "hp.giliran", uuid, pinAt: Date.now() });
  const { look } = await db.get("profiles", uuid);
  if (look) tuntas.settings.set(look);
}

// Her own copy of /saya/, without what only works with a signal.
export async function keepOwn(db, uuid) {
  const open = await db.get("keys", `buka:${uuid}`);
  if (!open || location.pathname !== "/saya/" || location.search) return;
  const main = document.querySelector("main").cloneNode(true);
  for (const part of main.querySelectorAll("form,script,[data-say],input")) part.remove();
  const saya = await wrap(open.key, { html: main.innerHTML, at: Date.now() });
  const change = db.transaction("profiles", "readwrite");
  const row = await change.store.get(uuid);
  if (row) await change.store.put({ ...row, saya });
  await change.done;
}

// Somebody left this page to the next one: it says nothing, and its session ends.
export async function refusePage(db) {
  document.querySelector("main").replaceChildren();
  const done = await tellLeft(db);
  location.replace(done ? "/masuk/" : "/hp/");
}
