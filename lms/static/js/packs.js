const INDEX = "/paket/cari.json";
const PLACE = "cari:isi"; // in the store `notes`
async function keepIndex(db) {
const row = await db?.get("notes", PLACE);
try {
const answer = await fetch(INDEX, { headers: row ? { "If-None-Match": row.tag } : {}, cache: "no-store" });
if (!answer.ok) return row?.index;
const index = await answer.json();
await db?.put("notes", { name: PLACE, tag: answer.headers.get("ETag"), index }).catch(() => {});
return index;
} catch {
return row?.index;
}
}
const MEGABYTE = 1e6;
const GROWS = 5;
const SPARE = 2 * MEGABYTE;
function sizeOf(bytes) {
if (bytes >= MEGABYTE) return `${(bytes / MEGABYTE).toFixed(1).replace(".", ",")}\u00a0MB`;
return `${Math.ceil(bytes / 1000)}\u00a0KB`;
}
function priceOf(bytes, perMegabyte) {
return perMegabyte ? `±Rp\u00a0${Math.ceil((bytes / MEGABYTE) * perMegabyte).toLocaleString("id-ID")}` : "";
}
async function roomLeft() {
const told = await navigator.storage?.estimate?.().catch(() => null);
return told?.quota ? told.quota - told.usage : null;
}
const roomFor = (text, pictures) => text * GROWS + pictures + SPARE;
const ATONCE = 4;
const PICTURES = "gambar";
class NoRoom extends Error {}
async function savePack(db, key, { pictures, tell, stopped }) {
const pack = await ask(`/paket/${key}.json`).then((answer) => answer.json());
const before = await db.get("packs", key);
const wanted = pictures || Boolean(before?.pictures);
const urls = wanted ? pack.pictures.map((picture) => picture.url) : [];
const row = {
key,
title: pack.title,
hash: pack.hash,
paths: pack.fragments.map((fragment) => fragment.path),
pictures: wanted,
urls,
state: "menyimpan",
done: 0,
total: pack.fragments.length + urls.length,
bytes: pack.bytes + (wanted ? pack.pictures_bytes : 0),
at: Date.now(),
stale: false,
};
await guarded(() => db.put("packs", row));
const pieces = [
...pack.fragments.map((fragment) => () => saveFragment(db, key, fragment)),
...urls.map((url) => () => savePicture(url)),
];
await inTurn(pieces, stopped, () => {
row.done += 1;
tell(row);
});
const ended = row.done === row.total;
if (ended) await forgetPaths(db, key, (before?.paths || []).filter((path) => !row.paths.includes(path)));
Object.assign(row, { state: ended ? "tersimpan" : "menyimpan", at: Date.now() });
await guarded(() => db.put("packs", row));
return row;
}
async function inTurn(pieces, stopped, done) {
const left = [...pieces];
const work = async () => {
while (left.length && !stopped()) {
try {
await left.shift()();
} catch (error) {
left.length = 0;
throw error;
}
done();
}
};
const ends = await Promise.allSettled(Array.from({ length: ATONCE }, work));
const fault = ends.find((end) => end.status === "rejected");
if (fault) throw fault.reason;
}
async function saveFragment(db, key, { path, hash, title }) {
const old = await db.get("kept", path);
if (old?.hash === hash && !old.recalled) {
if (!old.pack) await db.put("kept", { ...old, pack: true });
return;
}
const answer = await ask(`/isi/${hash}${path}`);
const row = { path, title: escaped(title), hash, tab: "/modul/", html: await answer.text(), module: key, pack: true };
const at = new Date(answer.headers.get("Date") || Date.now()).toISOString();
await guarded(() => db.put("kept", { ...row, saved_at: at, recalled: "" }));
}
async function savePicture(url) {
const cache = await caches.open(PICTURES);
if (await cache.match(url)) return;
const answer = await ask(url);
await guarded(() => cache.put(url, answer));
}
async function ask(url) {
const answer = await fetch(url);
if (!answer.ok) throw new Error(`${answer.status} ${url}`);
return answer;
}
async function guarded(write) {
try {
return await write();
} catch (error) {
throw error.name === "QuotaExceededError" ? new NoRoom() : error;
}
}
async function countPages(db, row) {
const cache = row.urls.length ? await caches.open(PICTURES) : null;
const pictures = new Set(cache ? (await cache.keys()).map((request) => new URL(request.url).pathname) : []);
const pages = await Promise.all(row.paths.map((path) => db.get("kept", path)));
const isWhole = (page) => page && row.urls.every((url) => !page.html.includes(`"${url}"`) || pictures.has(url));
return { here: pages.filter(isWhole).length, recalled: pages.some((page) => page?.recalled) };
}
async function removePack(db, key) {
const row = await db.get("packs", key);
if (!row) return;
await forgetPaths(db, key, row.paths);
await db.delete("packs", key);
const used = new Set((await db.getAll("packs")).flatMap((pack) => pack.urls || []));
const cache = await caches.open(PICTURES);
for (const url of row.urls.filter((one) => !used.has(one))) await cache.delete(url);
}
async function forgetPaths(db, key, paths) {
const cards = (await db.get("packs", "kartu"))?.paths || [];
for (const path of paths) {
const row = await db.get("kept", path);
if (row && cards.includes(path)) await db.put("kept", { ...row, pack: false });
else if (row?.module === key) await db.delete("kept", path);
}
}
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
async function drawModule(db, item, acts, asks) {
const row = await db.get("packs", item.dataset.pack);
const box = item.querySelector("[data-pack-do]");
const button = (words, act) => made(words, item, act, asks.waits || (words !== "Hapus" && !navigator.onLine));
box.hidden = false;
if (!row) {
tellState(item, "");
return box.replaceChildren(button("Simpan", acts.save));
}
const { here, recalled } = await countPages(db, row);
const total = row.paths.length;
const ended = row.state === "tersimpan" && here === total;
const old = ended && isOld(item, row);
const words = ended ? `Tersimpan${row.pictures ? " dengan gambar" : ""}` : `Baru ${here} dari ${total} halaman`;
const told = [words, old ? "ada yang berubah" : "", recalled ? "ada isi yang ditarik" : ""];
tellState(item, told.filter(Boolean).join(" · "), ended ? null : { title: row.title, done: here, total });
const more = ended && asks.pictures && !row.pictures && Number(item.dataset.pictures);
const act = ended ? (old || recalled ? "Perbarui" : more ? "Tambah gambar" : "") : "Lanjutkan";
box.replaceChildren(...(act ? [button(act, acts.save)] : []), button("Hapus", acts.remove));
}
const isOld = (item, row) => row.stale || row.hash !== item.dataset.hash;
function tellState(item, words, far = null) {
const line = item.querySelector("[data-pack-state]");
line.textContent = words;
line.classList.toggle("is-kept", words.startsWith("Tersimpan"));
if (!far) return;
const bar = document.createElement("progress");
Object.assign(bar, { className: "bar", max: far.total, value: far.done, ariaLabel: `Kemajuan ${far.title}` });
line.append(bar);
}
function made(words, item, act, disabled) {
const button = document.createElement("button");
Object.assign(button, { type: "button", className: "btn btn-quiet btn-small", textContent: words, disabled });
button.setAttribute("aria-label", `${words}: ${item.querySelector(".row-t").textContent}`);
button.addEventListener("click", act);
return button;
}
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
navigator.storage?.persist?.().catch(() => {});
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
await keepIndex(db).catch(() => {});
for (const item of chosen) {
if (stop) return;
const tell = (row) => tellState(item, `${row.done} dari ${row.total} bagian`, row);
await savePack(db, item.dataset.pack, { pictures: find("pictures").checked, tell, stopped: () => stop });
await drawItem(item);
}
}
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
