// The PIN on this phone (decision record 0045). It is hashed slowly with a secret of the phone that no script can read:
// every guess costs the whole hash, and only here. After wrong ones the next has to wait.

import { unwrap } from "./box.js";

const ROUNDS = 600000; // PBKDF2-SHA-256: 0.19 s on a busy test machine, under 0.8 s at a quarter of its speed
const WAITS = [0, 0, 30, 60, 300, 900, 1800]; // seconds after so many wrong ones; then an hour

export const canLock = () => Boolean(globalThis.crypto?.subtle && navigator.locks);
export const digits = (typed) => typed.replace(/\D/g, "");
export const newLock = () => ({ salt: crypto.getRandomValues(new Uint8Array(16)), rounds: ROUNDS });

// The PIN stands in the salt and the phone's secret is what is hashed, so that no part can be worked out elsewhere.
export async function keyOf(db, pin, { salt, rounds }) {
  const how = { name: "PBKDF2", hash: "SHA-256", iterations: rounds };
  how.salt = new Uint8Array([...salt, ...new TextEncoder().encode(pin)]);
  const form = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(how, await secret(db), form, false, ["encrypt", "decrypt"]);
}

async function secret(db) {
  return navigator.locks.request("hp.rahasia", async () => {
    const kept = await db.get("keys", "hp.rahasia");
    if (kept) return kept.key;
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    const key = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey"]);
    await db.put("keys", { name: "hp.rahasia", key });
    return key;
  });
}

// {key, secrets}, or {wait} in seconds. A guess is counted before it is judged, so that no kill of the page undoes it.
// ``store``: where the row with its lock and box lies.
export function tryPin(db, uuid, pin, store = "profiles") {
  return navigator.locks.request(`hp.pin:${uuid}`, async () => {
    const row = await db.get(store, uuid);
    if (row.wait > 0) return { wait: row.wait };
    row.wrong = (row.wrong || 0) + 1;
    row.wait = WAITS[row.wrong - 1] ?? 3600;
    await db.put(store, row);
    const key = await keyOf(db, pin, row.lock);
    const secrets = await unwrap(key, row.box);
    if (!secrets) return { wait: row.wait };
    row.wrong = row.wait = 0;
    await db.put(store, row);
    return { key, secrets };
  });
}

// Waiting is counted by a clock that nobody can set, while the page is open; what is left stands in the database. One
// page at a time counts, or ten would be ten times as fast.
export function countDown(db, uuid, show, store = "profiles") {
  const ended = new Promise((done) => addEventListener("pagehide", done, { once: true }));
  navigator.locks.request(`hp.tunggu:${uuid}`, () => {
    let since = performance.now();
    const timer = setInterval(async () => {
      const spent = (performance.now() - since) / 1000;
      since = performance.now();
      const change = db.transaction(store, "readwrite");
      const row = await change.store.get(uuid);
      if (!row?.wait) return;
      row.wait = Math.max(0, row.wait - spent);
      await change.store.put(row);
      show(row.wait);
    }, 1000);
    return ended.then(() => clearInterval(timer));
  });
}
