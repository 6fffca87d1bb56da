// The page on which modules are saved: what each costs stands there before the tap; what is here, after it.

import { keepIndex } from "../search/keep.js";
import { drawModule, isOld, tellState } from "./draw.js";
import { NoRoom, removePack, savePack } from "./save.js";
import { priceOf, roomFor, roomLeft, sizeOf } from "./sizes.js";

const page = document.querySelector("[data-packs]");
const find = (name) => page.querySelector(`[data-packs-${name}]`);
const items = [...document.querySelectorAll("[data-pack]")];
const price = Number(page.dataset.price);
const number = (item, name) => Number(item.dataset[name]);
let db;
let busy = false;
let stop = false;

begin();

async function begin() {
  db = await globalThis.tuntas?.db;
  if (!db || !globalThis.caches) {
    find("off").textContent = "Peramban ini tidak mau menyimpan, mungkin karena jendela pribadi. Pelajaran tetap bisa dibaca saat ada sinyal.";
    return;
  }
  find("off").hidden = true;
  find("on").hidden = false;
  find("pictures").addEventListener("change", draw);
  find("all").addEventListener("click", () => saveAll(items));
  find("stop").addEventListener("click", () => (stop = true));
  addEventListener("online", goOn);
  addEventListener("offline", draw);
  await draw();
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  await goOn();
}

// What was cut goes on by itself while this page is open and there is a signal.
async function goOn() {
  await draw();
  const begun = new Set((await db.getAll("packs")).filter((row) => row.state === "menyimpan").map((row) => row.key));
  const left = items.filter((item) => begun.has(item.dataset.pack));
  if (left.length && navigator.onLine && !stop) await saveAll(left);
}

async function saveAll(chosen) {
  if (busy) return;
  const missing = await needed(chosen);
  if (!missing.length) return say("Semua sudah tersimpan.");
  if (!(await enough(missing))) return;
  busy = true;
  stop = false;
  say("Sedang menyimpan. Biarkan halaman ini terbuka.");
  navigator.storage?.persist?.().catch(() => {}); // asked once; the phone may then not throw it away by itself
  await draw();
  try {
    await once(() => saveEach(missing));
    say(stop ? "Berhenti. Yang sudah tersimpan tetap ada; lanjutkan kapan saja." : "Selesai. Semua yang dipilih tersimpan di HP ini.");
  } catch (error) {
    say(error instanceof NoRoom ? full() : cut());
  } finally {
    busy = false;
    await draw();
  }
}

async function saveEach(chosen) {
  await keepIndex(db).catch(() => {}); // what is saved can be searched
  for (const item of chosen) {
    if (stop) return;
    const tell = (row) => tellState(item, `${row.done} dari ${row.total} bagian`, row);
    await savePack(db, item.dataset.pack, { pictures: find("pictures").checked, tell, stopped: () => stop });
    await drawItem(item);
  }
}

// One tab of this site at a time, or all would be paid for twice.
const once = (work) =>
  navigator.locks ? navigator.locks.request("simpan", { ifAvailable: true }, (lock) => (lock ? work() : other())) : work();

async function other() {
  stop = true;
}

async function needed(chosen) {
  const rows = await Promise.all(chosen.map((item) => db.get("packs", item.dataset.pack)));
  const pictures = find("pictures").checked;
  return chosen.filter((item, at) => {
    const row = rows[at];
    return !row || row.state !== "tersimpan" || isOld(item, row) || (pictures && !row.pictures && number(item, "pictures"));
  });
}

async function enough(chosen) {
  const pictures = find("pictures").checked ? sum(chosen, "pictures") : 0;
  const [left, need] = [await roomLeft(), roomFor(sum(chosen, "text"), pictures)];
  if (left === null || left >= need) return true;
  say(`Ruang di HP ini tinggal ${sizeOf(Math.max(0, left))}, perlu ${sizeOf(need)}. Belum ada yang diunduh. Hapus modul lain atau beberapa foto dulu.`);
  return false;
}

const sum = (chosen, name) => chosen.reduce((total, item) => total + number(item, name), 0);
const full = () => "Ruang di HP ini habis. Yang sudah tersimpan tetap ada. Hapus modul lain atau beberapa foto, lalu lanjutkan.";
const cut = () => "Sinyal terputus. Yang sudah tersimpan tetap ada, dan dilanjutkan dari situ saat ada sinyal.";

async function draw() {
  const rows = (await db.getAll("packs")).filter((row) => row.state === "tersimpan" && row.key !== "kartu");
  const weight = rows.reduce((total, row) => total + row.bytes, 0);
  const left = await needed(items);
  const cost = sum(left, "text") + (find("pictures").checked ? sum(left, "pictures") : 0);
  find("sum").textContent = `Di HP ini: ${rows.length} dari ${items.length} modul${weight ? `, ${sizeOf(weight)}` : ""}.`;
  const all = find("all");
  all.hidden = busy || !left.length;
  all.disabled = !navigator.onLine;
  all.textContent = `Simpan ${left.length === items.length ? "semua" : `${left.length} modul`}: ${sizeOf(cost)} ${priceOf(cost, price)}`;
  find("stop").hidden = !busy;
  if (!navigator.onLine && !busy) say("Sedang tidak ada sinyal. Yang tersimpan di bawah ini tetap bisa dibuka.");
  await Promise.all(items.map(drawItem));
}

function drawItem(item) {
  const acts = { save: () => saveAll([item]), remove: () => remove(item) };
  return drawModule(db, item, acts, { pictures: find("pictures").checked, waits: busy });
}

async function remove(item) {
  await removePack(db, item.dataset.pack);
  await draw();
  say(`${item.querySelector(".row-t").textContent} dihapus dari HP ini. Catatan belajar dan jawaban tidak ikut terhapus.`);
}

function say(words) {
  find("say").textContent = words;
  find("say").hidden = false;
}
