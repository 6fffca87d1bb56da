// Whose turn it is on this phone, and its end. All that opens a corner comes with hp.js, when it is needed.

export const SHARED_PIN = 15 * 60 * 1000; // as on the server: how long a typed PIN is good for, on a phone of several
export const tabs = globalThis.BroadcastChannel && new BroadcastChannel("hp.giliran");

export async function turn() {
  const db = await tuntas.db;
  const at = await db?.get("notes", "hp.giliran");
  const row = at && (await db.get("profiles", at.uuid));
  return row ? { uuid: row.uuid, name: row.name, motif: row.motif, kept: row.kept, pinAt: at.pinAt } : null;
}

// Those who stand at the door of this phone, and whoever is at it now.
export async function people() {
  const db = await tuntas.db;
  const [rows, now] = await Promise.all([db?.getAll("profiles"), turn()]);
  return (rows || []).filter((row) => row.kept || row.uuid === now?.uuid);
}

// What is kept beside an envelope of hers: good for these bytes and nothing else. "" where there is nothing to seal with.
export async function seal(body, uuid) {
  const [db, now] = await Promise.all([tuntas.db, turn()]);
  const whose = uuid || now?.uuid;
  const kept = whose && (await db?.get("keys", `segel:${whose}`));
  return kept ? signed(kept.key, body) : (whose && (await db?.get("profiles", whose))?.credential) || "";
}

// The same by the credential itself; that is kept only where the browser cannot reckon.
export async function sealBy(credential, body) {
  if (!credential || credential.startsWith("segel:") || !globalThis.crypto?.subtle) return credential || "";
  const hash = { name: "HMAC", hash: "SHA-256" };
  return signed(await crypto.subtle.importKey("raw", new TextEncoder().encode(credential), hash, false, ["sign"]), body);
}

async function signed(key, body) {
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(body)));
  return `segel:${[...mac].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

// Before a test that counts: may whoever holds this phone go on as she? On a phone of one there is nobody else.
export async function pinIsFresh() {
  const [now, all] = await Promise.all([turn(), people()]);
  return all.length < 2 || Boolean(now && Math.abs(Date.now() - now.pinAt) < SHARED_PIN);
}

// Her corner closes at once, with or without a signal. What she has not sent stays; her session ends with the signal.
export async function endTurn() {
  const db = await tuntas.db;
  const now = await turn();
  if (!now) return;
  const change = db.transaction(["profiles", "keys", "notes"], "readwrite");
  const [profiles, keys, notes] = ["profiles", "keys", "notes"].map((name) => change.objectStore(name));
  const row = await profiles.get(now.uuid);
  delete row.credential;
  row.look = tuntas.settings.read();
  if (!row.lock) delete row.saya;
  row.kept ? profiles.put(row) : profiles.delete(row.uuid);
  keys.delete(`buka:${row.uuid}`);
  keys.delete(`segel:${row.uuid}`);
  if ((await notes.get("hp.sesi"))?.uuid === row.uuid) {
    const left = (await notes.get("hp.keluar"))?.uuids || [];
    notes.put({ name: "hp.keluar", uuids: [...left, row.uuid] });
    notes.delete("hp.sesi");
  }
  notes.delete("hp.giliran");
  await change.done;
  tabs?.postMessage("selesai");
  await tellLeft(db);
}

// Sessions of those whose turn is over end with the next signal, before anything personal is asked for.
export async function tellLeft(db) {
  const left = (await db.get("notes", "hp.keluar"))?.uuids || [];
  for (const profile of left) if (!(await tellPhone("selesai", profile))) return false;
  if (left.length) await db.delete("notes", "hp.keluar");
  return true;
}

export async function tellPhone(act, profile) {
  try {
    const signal = AbortSignal.timeout?.(4000);
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ profile });
    return (await fetch(`/api/v1/hp/${act}`, { method: "POST", headers, body, signal })).ok;
  } catch {
    return false;
  }
}

// One tap: her turn is over, and the next one chooses her picture.
export async function changePerson(event) {
  event?.preventDefault();
  await endTurn().catch(() => null);
  location.assign("/hp/");
}
