// On the page of the day, with a signal: the list of the day comes onto this phone.

import { canLock } from "../phone/lock.js";
import { make } from "../phone/make.js";
import { pinForm } from "./pad.js";
import { button, lead } from "./rows.js";
import { days, keepDay } from "./store.js";

const GONE = "Daftarnya tidak dapat diambil sekarang. Periksa sinyal, atau masuk lagi, lalu coba sekali lagi.";
const PATIENCE = 60000;

export async function offerDay(place) {
  const db = await tuntas.db;
  if (!db || !canLock() || !navigator.serviceWorker) return;
  const { event } = place.dataset;
  const here = (await days()).find((one) => one.uuid === event);
  place.hidden = false;
  const take = button(here ? "Perbarui daftar di HP" : "Simpan hari ini di HP", () => ask(place, db, here), "btn btn-quiet");
  const words = here
    ? "Pos, antrean, dan pemindai kegiatan ini tersimpan di HP ini, terkunci PIN."
    : "Pos, antrean, dan pemindai dapat dibuka tanpa sinyal, terkunci PIN, dan hilang sendiri sesudah 48 jam.";
  place.replaceChildren(lead(words), make("p", { className: "btns" }, take, ...(here ? [openLink(event)] : [])));
}

const openLink = (event) => make("a", { className: "btn btn-quiet", href: `/hari-penilaian/#${event}` }, "Buka yang di HP");

async function ask(place, db, here) {
  const own = await db.get("profiles", place.dataset.profile);
  const known = here ? "PIN daftar ini" : own?.lock && "PIN Ibu/Bapak";
  const labels = known ? [`${known}, 6 angka`] : ["Pilih PIN 6 angka untuk daftar ini", "Tulis PIN itu sekali lagi"];
  const guarded = here ? [db, here.name, "notes"] : own?.lock && [db, own.uuid, "profiles"];
  const form = pinForm({ labels, action: "Simpan di HP", done: (pin) => take(place, pin), guarded, className: "stack" });
  place.replaceChildren(form);
  form.querySelector("input").focus();
}

async function take(place, pin) {
  const bundle = await fetchDay(place.dataset.event).catch(() => null);
  if (!bundle?.event) return { words: GONE };
  const told = await keepDay(bundle, pin);
  if (told.late) return { words: "Jam HP ini tidak cocok dengan jam situs. Betulkan tanggal dan jam HP, lalu coba lagi." };
  if (told.other) return { words: "Di HP ini sudah ada daftar milik rekan untuk kegiatan ini. Hapus dulu yang itu." };
  if (!told.kept) return told;
  if (!(await opensOffline().catch(() => false))) return { words: "Daftar tersimpan, tetapi halamannya belum. Biarkan halaman ini terbuka sebentar, lalu simpan sekali lagi." };
  navigator.storage?.persist?.();
  const count = Object.keys(bundle.people).length;
  place.replaceChildren(lead(`Tersimpan di HP: ${count} kader. Tanpa sinyal pun halaman ini dapat dibuka; daftarnya hilang sendiri sesudah 48 jam.`), openLink(bundle.event.uuid));
  place.setAttribute("role", "status");
  place.scrollIntoView({ block: "center" });
  return null;
}

// The list as the site gives it; null: a session that has ended leads to the door; {gone: true}: it is hers no longer, or this
// phone was reported lost.
export async function fetchDay(event) {
  const answer = await fetch(`/kegiatan/${event}/bekal/`, { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE) });
  if ([404, 410].includes(answer.status)) return { gone: true };
  return answer.ok && !answer.redirected ? answer.json() : null;
}

// The worker says when the page of the list and its files are here, too.
async function opensOffline() {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    port1.onmessage = () => done(true);
    setTimeout(() => done(false), PATIENCE);
    active.postMessage({ do: "duty" }, [port2]);
  });
}
