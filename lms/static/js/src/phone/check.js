// With a signal: does every PIN that this phone knows still hold, and whom does it still know?

import { endTurn, tellLeft, tellPhone, turn } from "./corner.js";
import { unlockFor } from "./bridge.js";

export async function checkPhone(db) {
  if (!(await tellLeft(db)) || !(await db.count("profiles"))) return;
  await tellForgotten(db);
  let told;
  try {
    const answer = await fetch("/api/v1/hp", { cache: "no-store", signal: AbortSignal.timeout?.(4000) });
    if (!answer.ok) return;
    told = await answer.json();
  } catch {
    return;
  }
  const [now, session] = [await turn(), await db.get("notes", "hp.sesi")];
  for (const row of await db.getAll("profiles")) await judge(db, row, told, now);
  if (now && session?.uuid === now.uuid && told.session !== now.uuid) await endTurn();
  await db.put("notes", { name: "hp.cek", at: Date.now() });
}

async function judge(db, row, told, now) {
  const found = told.profiles.find((one) => one.profile === row.uuid);
  const sentence = !told.known || !found ? GONE : row.lock && row.stamp !== found.stamp ? CHANGED : "";
  if (sentence) {
    if (now?.uuid === row.uuid) await endTurn();
    if (!row.kept) return db.delete("profiles", row.uuid);
    unlockFor(row);
    await db.put("profiles", { ...row, credential: undefined, void: sentence });
  } else if (row.uuid !== now?.uuid && !found.kept) await db.delete("profiles", row.uuid);
}

const GONE = "HP ini tidak lagi dikenal untuk Ibu/Bapak. Masuk sekali dengan kartu dan PIN saat ada sinyal. Kiriman yang belum terkirim tetap ada.";
const CHANGED = "PIN sudah diganti. Masuk sekali dengan PIN baru saat ada sinyal. Kiriman yang belum terkirim tetap ada.";

async function tellForgotten(db) {
  const left = (await db.get("notes", "hp.lupa"))?.uuids || [];
  for (const profile of left) if (!(await tellPhone("lupakan", profile))) return;
  if (left.length) await db.delete("notes", "hp.lupa");
}

// How many things of hers have not arrived yet, and how many sheets she has begun and not handed in.
export async function unsent(db, uuid) {
  const [sent, sheets] = await Promise.all([db.getAll("outbox"), db.getAll("sheets")]);
  const isSent = ({ token }) => sent.some((row) => `${row.envelope} ${row.result}`.includes(token));
  const begun = sheets.filter((row) => row.profile === uuid && row.begun && Date.parse(row.until) > Date.now() && !isSent(row));
  return { waiting: sent.filter((row) => row.profile === uuid && row.state === "menunggu").length, begun: begun.length };
}

// Everything of hers goes from this phone, but nothing that has not arrived. False: something has not.
export async function forgetPerson(db, uuid) {
  const { waiting, begun } = await unsent(db, uuid);
  if (waiting || begun) return false;
  if ((await turn())?.uuid === uuid) await endTurn();
  for (const store of ["outbox", "sheets"]) {
    for (const row of await db.getAll(store)) if (row.profile === uuid) await db.delete(store, row.id || row.token);
  }
  for (const note of await db.getAllKeys("notes")) if (note.endsWith(uuid)) await db.delete("notes", note);
  await db.delete("profiles", uuid);
  if (!(await tellPhone("lupakan", uuid))) {
    const left = (await db.get("notes", "hp.lupa"))?.uuids || [];
    await db.put("notes", { name: "hp.lupa", uuids: [...left, uuid] });
  }
  return true;
}
