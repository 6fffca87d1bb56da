const { changePerson, drawTurn, endTurn, motifName, people, picture, tellLeft, tellPhone, turn } = tuntas.corner;
async function wrap(key, value) {
const iv = crypto.getRandomValues(new Uint8Array(12));
const plain = new TextEncoder().encode(JSON.stringify(value));
return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}
async function unwrap(key, box) {
if (!key || !box) return null;
try {
const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv }, key, box.data);
return JSON.parse(new TextDecoder().decode(plain));
} catch {
return null;
}
}
const ROUNDS = 600000;
const WAITS = [0, 0, 30, 60, 300, 900, 1800];
const canLock = () => Boolean(globalThis.crypto?.subtle && navigator.locks);
const digits = (typed) => typed.replace(/\D/g, "");
const newLock = () => ({ salt: crypto.getRandomValues(new Uint8Array(16)), rounds: ROUNDS });
async function keyOf(db, pin, { salt, rounds }) {
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
function tryPin(db, uuid, pin, store = "profiles") {
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
function countDown(db, uuid, show, store = "profiles") {
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
function watchPin(form) {
form.addEventListener("submit", async (event) => {
event.preventDefault();
const field = Object.assign(document.createElement("input"), { type: "hidden", name: "kunci", value: number() });
form.append(field);
const buttons = form.querySelectorAll("button");
for (const button of buttons) button.disabled = true;
await Promise.race([preparePin(form, field.value).catch(() => null), new Promise((go) => setTimeout(go, 4000))]);
form.submit();
setTimeout(() => buttons.forEach((button) => (button.disabled = false)), 8000);
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
async function adopt(db, told) {
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
notes.delete("hp.keluar");
}
const pinAt = fresh ? Date.now() : before?.uuid === row.uuid ? before.pinAt : 0;
notes.put({ name: "hp.giliran", uuid: row.uuid, pinAt });
notes.put({ name: "hp.sesi", uuid: row.uuid });
await change.done;
return true;
}
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
const sealKey = (credential) =>
crypto.subtle.importKey("raw", new TextEncoder().encode(credential), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
function unlockFor(row) {
for (const name of ["lock", "box", "saya", "stamp", "wrong", "wait"]) delete row[name];
}
async function openCorner(db, uuid, { key, secrets }) {
const before = await turn();
if (before && before.uuid !== uuid) await endTurn();
await db.put("keys", { name: `buka:${uuid}`, key });
await db.put("keys", { name: `segel:${uuid}`, key: await sealKey(secrets.credential) });
await db.put("notes", { name: "hp.giliran", uuid, pinAt: Date.now() });
const { look } = await db.get("profiles", uuid);
if (look) tuntas.settings.set(look);
}
async function keepOwn(db, uuid) {
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
async function refusePage(db) {
document.querySelector("main").replaceChildren();
const done = await tellLeft(db);
location.replace(done ? "/masuk/" : "/hp/");
}
async function checkPhone(db) {
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
async function unsent(db, uuid) {
const [sent, sheets] = await Promise.all([db.getAll("outbox"), db.getAll("sheets")]);
const isSent = ({ token }) => sent.some((row) => `${row.envelope} ${row.result}`.includes(token));
const begun = sheets.filter((row) => row.profile === uuid && row.begun && Date.parse(row.until) > Date.now() && !isSent(row));
return { waiting: sent.filter((row) => row.profile === uuid && row.state === "menunggu").length, begun: begun.length };
}
async function forgetPerson(db, uuid) {
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
const MOST = 50;
async function tellRead(db) {
const hers = await turn();
const note = async () => hers && db.get("notes", `belajar:${hers.uuid}`);
const marks = (await note())?.unsent?.slice(0, MOST) || [];
if (!marks.length) return;
const told = await tuntas.outbox.put("study", { marks }, { title: `Dibaca: ${marks.length} pelajaran` }).catch(() => null);
if (!told) return;
const now = await note();
const unsent = now.unsent.filter((one) => !marks.some((mark) => mark.lesson === one.lesson));
await db.put("notes", { ...now, unsent });
}
function make(tag, set, ...inner) {
const one = document.createElement(tag);
for (const [name, value] of Object.entries(set)) name in one ? (one[name] = value) : one.setAttribute(name, value);
one.append(...inner);
return one;
}
function spell(seconds) {
const whole = Math.ceil(seconds);
return whole < 90 ? `${whole} detik` : `${Math.ceil(whole / 60)} menit`;
}
const DOOR = /^\/masuk\/hp\/([0-9a-f-]{36})\/$/;
async function drawWho(db, place) {
const [now, all] = await Promise.all([turn(), people()]);
const asked = location.hash.startsWith("#pin:") ? now?.uuid : location.pathname.match(DOOR)?.[1];
const row = all.find((one) => one.uuid === asked);
if (row && (row.uuid !== now?.uuid || location.hash)) return drawPad(db, place, row);
if (!all.length) return;
place.replaceChildren(make("h1", { tabIndex: -1 }, "Siapa yang belajar?"));
if (now) place.append(drawNow(now));
if (!canLock()) place.append(make("p", { className: "note" }, "HP atau browser ini tidak dapat menyimpan kunci PIN, jadi berganti orang di sini perlu sinyal."));
const tiles = all.filter((one) => one.uuid !== now?.uuid).map(tile);
if (tiles.length) place.append(make("p", {}, "Ketuk gambar Ibu/Bapak, lalu tulis PIN."), make("ul", { className: "tiles" }, ...tiles));
place.append(make("a", { className: "btn btn-quiet", href: "/masuk/" }, "Orang lain: masuk dengan kartu"), drawRemoval(db, all));
}
function drawNow(now) {
const next = make("a", { className: "btn", href: goal() }, "Lanjut belajar");
const change = make("button", { type: "button", className: "btn btn-quiet", onclick: changePerson }, "Ganti orang");
const drawn = now.motif ? [picture(now.motif, 64)] : [];
return make("section", { className: "card hero stack" }, ...drawn, make("p", {}, "Sekarang giliran ", make("b", {}, label(now)), "."), next, change);
}
const label = (row) => row.name || motifName(row.motif);
function tile(row) {
const words = row.void ? "perlu sinyal" : row.lock ? "" : "masuk perlu sinyal";
const link = make("a", { className: "card", href: `/masuk/hp/${row.uuid}/${location.search}` }, picture(row.motif, 64), label(row));
if (words) link.append(make("small", { className: "dim" }, words));
return make("li", {}, link);
}
function goal() {
const asked = location.hash.startsWith("#pin:") ? location.hash.slice(5) : new URLSearchParams(location.search).get("next");
return /^\/(?![/\\])/.test(asked || "") ? asked : "/saya/";
}
function drawPad(db, place, row) {
place.replaceChildren(make("h1", { tabIndex: -1 }, `${label(row)}, tulis PIN`), make("div", { className: "hero" }, picture(row.motif, 64)));
const other = make("p", { class: "link" }, make("a", { href: "/hp/" }, "Bukan Ibu/Bapak? Pilih orang lain"));
const online = make("a", { className: "btn btn-quiet", href: `/masuk/hp/${row.uuid}/?next=${encodeURIComponent(goal())}` }, "Masuk lewat internet");
if (!row.lock || !canLock()) {
const words = row.void || "PIN Ibu/Bapak belum dikenal HP ini. Masuk sekali saat ada sinyal; sesudah itu bisa juga tanpa sinyal.";
place.append(make("p", { className: "note", role: "status" }, words), online, other);
return;
}
const state = make("p", { className: "note", role: "status", hidden: true });
const field = make("input", { id: "pin", className: "input input-big", type: "password", inputMode: "numeric", autocomplete: "off", maxLength: 20, required: true });
const send = make("button", { type: "submit", className: "btn" }, "Buka");
const form = make("form", { className: "card stack" }, make("div", { className: "field" }, make("label", { htmlFor: "pin" }, "PIN, 6 angka"), field), state, send);
place.append(form, make("p", {}, "Sedang tanpa sinyal: PIN diperiksa di HP ini."), other, make("p", {}, "Ada sinyal, atau lupa PIN?"), online);
const say = (text) => Object.assign(state, { textContent: text, hidden: !text });
const show = (wait) => {
send.disabled = field.readOnly = wait > 0;
if (wait > 0) say(`PIN belum cocok. Tunggu ${spell(wait)} lagi, dan biarkan halaman ini terbuka. Kalau ada sinyal, masuk lewat internet.`);
else say("Silakan tulis PIN lagi.");
};
if (row.wait > 0) show(row.wait);
countDown(db, row.uuid, show);
form.addEventListener("submit", async (event) => {
event.preventDefault();
if (digits(field.value).length !== 6) return say("PIN terdiri dari 6 angka. Silakan tulis lagi.");
send.disabled = true;
const found = await tryPin(db, row.uuid, digits(field.value));
field.value = "";
if (found.key) {
await openCorner(db, row.uuid, found);
return location.replace(goal());
}
if (found.wait > 0) return show(found.wait);
send.disabled = false;
say("PIN belum cocok. Silakan coba lagi.");
field.focus();
});
field.focus();
}
function drawRemoval(db, all) {
const list = make("ul", { className: "stack" });
for (const row of all) {
const words = make("p", { className: "small", role: "status", hidden: true });
const button = make("button", { type: "button", className: "btn btn-quiet btn-small" }, `Keluarkan ${label(row)}`);
button.addEventListener("click", () => remove(db, row, button, words));
list.append(make("li", { className: "stack" }, button, words));
}
return make("details", { className: "stack" }, make("summary", {}, "Keluarkan orang dari HP ini"), make("p", { className: "small" }, "Gambar dan salinannya hilang dari HP ini. Kartu, PIN, dan hasil belajar tetap berlaku."), list);
}
async function remove(db, row, button, words) {
const { waiting, begun } = await unsent(db, row.uuid);
words.hidden = false;
if (begun && !waiting) {
words.textContent = `Belum bisa: ${label(row)} sudah memulai soal yang belum dikirim. Selesaikan dan kirim dulu.`;
return;
}
if (waiting) {
words.replaceChildren(`Belum bisa: ${waiting} kiriman ${label(row)} belum sampai. Kirim dulu saat ada sinyal, atau serahkan lewat file. `, make("a", { href: "/kotak/" }, "Buka kotak kirim"));
return;
}
if (!button.dataset.sure) {
button.dataset.sure = "1";
button.textContent = `Ya, keluarkan ${label(row)}`;
words.textContent = "Ketuk sekali lagi kalau sudah yakin.";
return;
}
if (await forgetPerson(db, row.uuid)) location.reload();
}
const told = document.body.dataset;
for (const form of document.querySelectorAll("form[data-pin]")) watchPin(form);
beginPhone();
async function beginPhone() {
const db = await tuntas.db;
if (!db) return;
if (told.profile) {
if (!(await adopt(db, told))) return refusePage(db);
for (const form of document.querySelectorAll("form[data-pin][hidden]")) form.hidden = !canLock();
document.dispatchEvent(new CustomEvent("tuntas:giliran"));
await keepOwn(db, told.profile);
}
await drawTurn();
const place = document.querySelector("[data-who]");
if (place) await drawWho(db, place);
if (navigator.onLine) {
await tellRead(db);
await checkPhone(db);
}
addEventListener("online", () => checkPhone(db));
}
