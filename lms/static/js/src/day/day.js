// The list of the day on this phone: asks for the PIN, and shows what its address names. /hari-penilaian/#EVENT/pos/b/KEY/KADER

import { make } from "../phone/make.js";
import { drawOne } from "./one.js";
import { pinForm } from "./pad.js";
import { drawPresence } from "./presence.js";
import { back, button, head, lead, list, moment } from "./rows.js";
import { drawQueue, drawStations, placeOf } from "./stations.js";
import { days, openDay, opened, renewDay, throwAway } from "./store.js";
import { fetchDay, offerDay } from "./take.js";

const EVERY = 60000;
const SELDOM = 10 * 60000; // each time the site writes down who looked
const AWAY = 15 * 60000; // out of sight for so long it asks for the PIN again, unless a kader's sheet is open
const root = document.querySelector("[data-day]");
// Parts of the day by the first word of their address: (root, bundle, the rest of the address, go).
const PARTS = { "": drawWhole, pos: drawPlace, hadir: drawPresence };
let told = sessionStorage.getItem("visit.last") || ""; // from the page of a station, when the signal went
sessionStorage.removeItem("visit.last");
let drawing = Promise.resolve();
let renewed = 0;

begin();

async function begin() {
  const offer = document.querySelector("[data-take]");
  if (offer) await offerDay(offer);
  if (!root) return;
  addEventListener("hashchange", draw);
  document.addEventListener("tuntas:outbox", () => isIdle() && draw());
  // Somebody else's turn, or too old: what is open is closed.
  if (globalThis.BroadcastChannel) new BroadcastChannel("hp.giliran").onmessage = () => location.reload();
  setInterval(closeOld, EVERY);
  document.addEventListener("visibilitychange", closeUnseen);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  addEventListener("online", renew);
  await draw();
}

function address() { return location.hash.slice(1).split("/"); }

// One after the other, or a slow one would paint over what was asked for after it.
function draw() {
  return (drawing = drawing.then(paint, paint));
}

async function paint() {
  const [event, part = "", ...rest] = address();
  document.querySelector("[data-say]")?.remove();
  const bundle = opened(event);
  if (!event || !(await days()).some((one) => one.uuid === event)) await drawDays();
  else if (!bundle) await drawPin(event);
  else await (PARTS[part] || drawWhole)(root, bundle, rest, go);
  const title = root.querySelector("h1")?.textContent;
  document.title = bundle ? `${title} · Tuntas` : "Hari penilaian di HP ini · Tuntas";
  if (told) tuntas.say(told);
  told = "";
  scrollTo({ top: 0, behavior: "instant" });
  document.querySelector("main").focus({ preventScroll: true });
}

// The next in place of this one: *Kembali* leads to the queue, not to whoever was seen before.
function go(where, words) {
  told = words;
  if (location.hash === where) draw();
  else location.replace(where);
}

async function drawWhole(place, bundle) {
  await drawStations(place, bundle);
  const lock = button("Kunci lagi", () => location.reload());
  place.append(make("p", { className: "btns" }, lock), removal(bundle.event.uuid, "Selesai dengan daftar ini?"));
}

function drawPlace(place, bundle, [group, key, kader]) {
  const station = bundle.stations?.find((one) => placeOf(one) === `${group}/${key}`);
  if (!station) return drawWhole(place, bundle);
  return kader ? drawOne(place, bundle, station, kader, go) : drawQueue(place, bundle, station);
}

async function drawDays() {
  const here = await days();
  const parts = [head("Hari penilaian di HP ini")];
  const words = "Belum ada daftar di HP ini, atau sudah hilang sesudah 48 jam. Saat ada sinyal: buka kegiatannya, lalu Simpan hari ini di HP.";
  if (!here.length) parts.push(lead(words), make("a", { className: "btn btn-quiet", href: "/kegiatan/" }, "Ke kegiatan"));
  else parts.push(list(here.map(({ uuid, title, until }) => ({ href: `#${uuid}`, title, small: `sampai ${moment(until)}` }))));
  root.replaceChildren(...parts);
}

async function drawPin(event) {
  const [row] = (await days()).filter((one) => one.uuid === event);
  const done = async (pin) => {
    const found = await openDay(event, pin);
    if (!found) return { words: "Daftar ini tidak ada lagi di HP ini." };
    if (!found.event) return found;
    await draw();
    return void renew();
  };
  const form = pinForm({ labels: ["PIN, 6 angka"], action: "Buka", done, guarded: [await tuntas.db, row.name, "notes"] });
  root.replaceChildren(back("#", "Hari penilaian di HP ini"), head(row.title), lead(`Terkunci. Hilang sendiri ${moment(row.until)}.`), form, removal(event, "Lupa PIN, atau tidak perlu lagi?"));
  form.querySelector("input").focus();
}

// Twice: the first tap asks, the second does it.
function removal(event, why) {
  const words = lead("Yang sudah disimpan tetap menunggu di kotak kirim. Tanpa daftar ini pos tidak dapat dibuka tanpa sinyal.", "small");
  const away = button("Hapus daftar dari HP", async () => {
    if (away.dataset.sure) return throwAway(event).then(draw);
    away.dataset.sure = "1";
    return (away.textContent = "Ya, hapus daftarnya");
  }, "btn btn-quiet btn-small");
  return make("details", {}, make("summary", {}, why), words, away);
}

// Nobody is writing anything here.
const isIdle = () => !root.querySelector("form,[data-scan]") && !root.querySelector("#cari")?.value;

let hidden = 0;
function closeUnseen() {
  if (document.hidden) hidden = Date.now();
  else if (Date.now() - hidden > AWAY && !root.querySelector("form[data-visit],[data-scan]")) location.reload();
}

async function closeOld() {
  const [event] = address();
  if (opened(event) && !(await days()).some((one) => one.uuid === event)) location.reload();
}

// With a signal: what colleagues have saved meanwhile; and a list that is hers no longer goes.
async function renew() {
  const [event] = address();
  if (!opened(event) || !navigator.onLine || Date.now() - renewed < SELDOM) return;
  renewed = Date.now();
  const bundle = await fetchDay(event).catch(() => null);
  if (bundle?.gone) {
    await throwAway(event);
    location.reload();
  } else if (bundle && (await renewDay(bundle)) && isIdle()) await draw();
}
