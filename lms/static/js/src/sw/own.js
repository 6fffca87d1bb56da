// Whose turn it is, for the worker: her own page without a signal, the chooser in place of the door, and no page of
// somebody whose turn was ended here.

import { kept } from "./kept.js";
import { compose } from "./shell.js";
import { unwrap } from "../phone/box.js";

const HERS = /^\/(saya|cek|sertifikat)\//;
const DOOR = /^\/masuk\/(hp\/[0-9a-f-]{36}\/)?$/;
const PATIENCE = 4000;

// The sessions of those who left end before anything personal is asked for. Without a signal the page itself refuses.
export async function leaveFirst(url) {
  const db = HERS.test(url.pathname) && (await kept());
  const left = (db && (await db.get("notes", "hp.keluar"))?.uuids) || [];
  try {
    for (const profile of left) {
      const headers = { "Content-Type": "application/json" };
      const body = JSON.stringify({ profile });
      if (!(await inTime(fetch("/api/v1/hp/selesai", { method: "POST", headers, body }))).ok) return;
    }
    if (left.length) await db.delete("notes", "hp.keluar");
  } catch {
    return; // told with the next page
  }
}

export async function ownPage(request, url) {
  if (url.pathname === "/hp/") return (await who()) || fetch(request);
  const db = await kept();
  const drawn = url.pathname === "/saya/" || DOOR.test(url.pathname);
  if (!drawn || !db || !(await db.count("profiles"))) return fetch(request);
  try {
    return await inTime(fetch(request));
  } catch {
    return (url.pathname === "/saya/" && (await ownCopy(db))) || who();
  }
}

export const inTime = (answer) =>
  Promise.race([answer, new Promise((_done, late) => setTimeout(() => late(new Error("late")), PATIENCE))]);

async function ownCopy(db) {
  const now = await db.get("notes", "hp.giliran");
  const [row, open] = now ? await Promise.all([db.get("profiles", now.uuid), db.get("keys", `buka:${now.uuid}`)]) : [];
  const copy = await unwrap(open?.key, row?.saya);
  if (!copy) return null;
  const at = new Date(copy.at);
  const day = at.toLocaleDateString("id-ID", { day: "numeric", month: "long", year: "numeric" });
  const time = at.toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
  const line = `<p class="note" role="note"><b>Sedang tanpa sinyal.</b> Halaman ini terakhir diperbarui ${day} pukul ${time}.</p>`;
  return compose({ title: "Saya", html: line + copy.html, tab: "/saya/" });
}

const who = () =>
  compose({ title: "Siapa yang belajar?", tab: "", html: '<div class="stack" data-who><h1 tabindex="-1">Siapa yang belajar?</h1><p>Belum ada orang yang diingat di HP ini. Masuk dengan kartu dan PIN saat ada sinyal.</p><a class="btn" href="/masuk/">Masuk</a></div>' });
