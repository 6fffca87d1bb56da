!function(e,t){"object"==typeof exports&&"undefined"!=typeof module?t(exports):"function"==typeof define&&define.amd?define(["exports"],t):t((e="undefined"!=typeof globalThis?globalThis:e||self).idb={})}(this,(function(e){"use strict";const t=(e,t)=>t.some((t=>e instanceof t));let n,r;const o=new WeakMap,s=new WeakMap,i=new WeakMap;let a={get(e,t,n){if(e instanceof IDBTransaction){if("done"===t)return o.get(e);if("store"===t)return n.objectStoreNames[1]?void 0:n.objectStore(n.objectStoreNames[0])}return f(e[t])},set:(e,t,n)=>(e[t]=n,!0),has:(e,t)=>e instanceof IDBTransaction&&("done"===t||"store"===t)||t in e};function c(e){a=e(a)}function d(e){return(r||(r=["advance","continue","continuePrimaryKey"].map((e=>IDBCursor.prototype[e])))).includes(e)?function(...t){return e.apply(l(this),t),f(this.request)}:function(...t){return f(e.apply(l(this),t))}}function u(e){return"function"==typeof e?d(e):(e instanceof IDBTransaction&&function(e){if(o.has(e))return;const t=new Promise(((t,n)=>{const r=()=>{e.removeEventListener("complete",o),e.removeEventListener("error",s),e.removeEventListener("abort",s)},o=()=>{t(),r()},s=()=>{n(e.error||new DOMException("AbortError","AbortError")),r()};e.addEventListener("complete",o),e.addEventListener("error",s),e.addEventListener("abort",s)}));o.set(e,t)}(e),t(e,n||(n=[IDBIndex,IDBObjectStore,IDBCursor,IDBDatabase,IDBTransaction]))?new Proxy(e,a):e)}function f(e){if(e instanceof IDBRequest)return function(e){const t=new Promise(((t,n)=>{const r=()=>{e.removeEventListener("success",o),e.removeEventListener("error",s)},o=()=>{t(f(e.result)),r()},s=()=>{n(e.error),r()};e.addEventListener("success",o),e.addEventListener("error",s)}));return i.set(t,e),t}(e);if(s.has(e))return s.get(e);const t=u(e);return Object.is(t,e)||(s.set(e,t),i.set(t,e)),t}const l=e=>i.get(e);const p=["get","getKey","getAll","getAllKeys","count"],D=["put","add","delete","clear"],b={};function I(e,t){if(!(e instanceof IDBDatabase)||t in e||"string"!=typeof t)return;if(b[t])return b[t];const n=t.replace(/FromIndex$/,""),r=t!==n,o=D.includes(n);if(!(n in(r?IDBIndex:IDBObjectStore).prototype)||!o&&!p.includes(n))return;return b[t]=async function(e,...t){const s=this.transaction(e,o?"readwrite":"readonly");let i=s.store;return r&&(i=i.index(t.shift())),(await Promise.all([i[n](...t),o&&s.done]))[0]}}c((e=>({...e,get:(t,n,r)=>I(t,n)||e.get(t,n,r),has:(t,n)=>!!I(t,n)||e.has(t,n)})));const v=["advance","continue","continuePrimaryKey"],y={},B=new WeakMap,g=new WeakMap,h={get(e,t){if(!v.includes(t))return e[t];let n=y[t];return n||(n=y[t]=function(...e){B.set(this,g.get(this)[t](...e))}),n}};async function*m(...e){let t=this;if(t instanceof IDBCursor||(t=await t.openCursor(...e)),!t)return;const n=new Proxy(t,h);for(g.set(n,t),i.set(n,l(t));t;)yield n,t=await(B.get(n)||t.continue()),B.delete(n)}function w(e,n){return n===Symbol.asyncIterator&&t(e,[IDBIndex,IDBObjectStore,IDBCursor])||"iterate"===n&&t(e,[IDBIndex,IDBObjectStore])}c((e=>({...e,get:(t,n,r)=>w(t,n)?m:e.get(t,n,r),has:(t,n)=>w(t,n)||e.has(t,n)}))),e.deleteDB=function(e,{blocked:t}={}){const n=indexedDB.deleteDatabase(e);return t&&n.addEventListener("blocked",(e=>t(e.oldVersion,e))),f(n).then((()=>{}))},e.openDB=function(e,t,{blocked:n,upgrade:r,blocking:o,terminated:s}={}){const i=indexedDB.open(e,t),a=f(i);return r&&i.addEventListener("upgradeneeded",(e=>{r(f(i.result),e.oldVersion,e.newVersion,f(i.transaction),e)})),n&&i.addEventListener("blocked",(e=>n(e.oldVersion,e.newVersion,e))),a.then((e=>{s&&e.addEventListener("close",(()=>s())),o&&e.addEventListener("versionchange",(e=>o(e.oldVersion,e.newVersion,e)))})).catch((()=>{})),a},e.unwrap=l,e.wrap=f}));
const STORES = {
kept: "path",
packs: "key",
outbox: "id",
sheets: "token",
profiles: "uuid",
keys: "name",
notes: "name",
};
async function database(gone = () => {}) {
try {
return await globalThis.idb.openDB("tuntas", 1, {
upgrade(db) {
for (const [name, keyPath] of Object.entries(STORES)) db.createObjectStore(name, { keyPath });
},
blocking(_from, _to, event) {
event.target.close();
gone();
},
terminated: gone,
});
} catch {
return null;
}
}
const KEPT = "tampilan";
const NAMES = ["size", "theme", "speed"];
const chosen = {};
const settings = {
read: () => ({ size: "1", theme: "", speed: "1", ...chosen }),
set(changes) {
Object.assign(chosen, changes);
wear();
try {
localStorage.setItem(KEPT, NAMES.map((name) => settings.read()[name]).join(" "));
return true;
} catch {
return false;
}
},
};
function take(line) {
const parts = (line || "").split(" ");
NAMES.forEach((name, at) => parts[at] === undefined || (chosen[name] = parts[at] || settings.read()[name]));
}
function wear() {
const { dataset } = document.documentElement;
const { size, theme } = settings.read();
if (size > 1) dataset.size = size;
else delete dataset.size;
if (theme) dataset.theme = theme;
else delete dataset.theme;
}
function beginSettings() {
try {
take(localStorage.getItem(KEPT));
} catch {
}
addEventListener("storage", ({ key, newValue }) => {
if (key !== KEPT) return;
take(newValue || "1  1");
wear();
});
const form = document.querySelector("[data-settings]");
if (!form) return;
form.hidden = false;
for (const field of form.elements) field.checked = settings.read()[field.name] === field.value;
form.addEventListener("change", ({ target }) => {
const kept = settings.set({ [target.name]: target.value });
form.querySelector("[role=status]").textContent = kept
? "Tersimpan di HP ini."
: "Dipakai sekarang, tetapi HP ini tidak mau menyimpannya.";
});
}
const INDONESIAN = /^(id|in)([-_]|$)/i; // old phones say "in"
function bestVoice() {
const voices = speechSynthesis.getVoices().filter((one) => INDONESIAN.test(one.lang));
return voices.find((one) => one.localService) || voices[0];
}
function offerVoice() {
const box = document.querySelector("[data-listen-box]");
if (!box || !globalThis.speechSynthesis) return;
const button = box.querySelector("button");
const words = button.querySelector("span");
const name = () => {
const voice = bestVoice();
if (voice) words.textContent = voice.localService ? "Dengarkan" : "Dengarkan (perlu sinyal)";
else if (speechSynthesis.getVoices().length) words.textContent = "Belum ada suara Indonesia di HP ini";
};
box.hidden = false;
speechSynthesis.addEventListener?.("voiceschanged", name);
name();
button.addEventListener("click", async () => {
try {
await import(document.querySelector("main").dataset.listen);
globalThis.tuntas.listen(box);
} catch {
globalThis.tuntas.say("Dengarkan perlu sinyal sekali untuk disiapkan. Coba lagi saat ada sinyal.");
}
});
}
async function register() {
const workers = navigator.serviceWorker;
if (!workers) return;
const first = !workers.controller;
if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
try {
const registration = await workers.register("/sw.js", { updateViaCache: "all" });
registration.waiting?.postMessage({ do: "take over" });
const { active } = await workers.ready;
if (first) active.postMessage({ do: "keep", path: location.pathname + location.search });
const freshen = () => active.postMessage({ do: "freshen" });
freshen();
addEventListener("online", freshen);
} catch {
}
}
const SHARED_PIN = 15 * 60 * 1000;
const tabs = globalThis.BroadcastChannel && new BroadcastChannel("hp.giliran");
async function turn() {
const db = await tuntas.db;
const at = await db?.get("notes", "hp.giliran");
const row = at && (await db.get("profiles", at.uuid));
return row ? { uuid: row.uuid, name: row.name, motif: row.motif, kept: row.kept, pinAt: at.pinAt } : null;
}
async function people() {
const db = await tuntas.db;
const [rows, now] = await Promise.all([db?.getAll("profiles"), turn()]);
return (rows || []).filter((row) => row.kept || row.uuid === now?.uuid);
}
async function seal(body, uuid) {
const [db, now] = await Promise.all([tuntas.db, turn()]);
const whose = uuid || now?.uuid;
const kept = whose && (await db?.get("keys", `segel:${whose}`));
return kept ? signed(kept.key, body) : (whose && (await db?.get("profiles", whose))?.credential) || "";
}
async function sealBy(credential, body) {
if (!credential || credential.startsWith("segel:") || !globalThis.crypto?.subtle) return credential || "";
const hash = { name: "HMAC", hash: "SHA-256" };
return signed(await crypto.subtle.importKey("raw", new TextEncoder().encode(credential), hash, false, ["sign"]), body);
}
async function signed(key, body) {
const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(body)));
return `segel:${[...mac].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
async function pinIsFresh() {
const [now, all] = await Promise.all([turn(), people()]);
return all.length < 2 || Boolean(now && Math.abs(Date.now() - now.pinAt) < SHARED_PIN);
}
async function endTurn() {
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
async function tellLeft(db) {
const left = (await db.get("notes", "hp.keluar"))?.uuids || [];
for (const profile of left) if (!(await tellPhone("selesai", profile))) return false;
if (left.length) await db.delete("notes", "hp.keluar");
return true;
}
async function tellPhone(act, profile) {
try {
const signal = AbortSignal.timeout?.(4000);
const headers = { "Content-Type": "application/json" };
const body = JSON.stringify({ profile });
return (await fetch(`/api/v1/hp/${act}`, { method: "POST", headers, body, signal })).ok;
} catch {
return false;
}
}
async function changePerson(event) {
event?.preventDefault();
await endTurn().catch(() => null);
location.assign("/hp/");
}
const isPersonal = () => Boolean(document.body.dataset.profile) || location.pathname === "/saya/";
async function drawTurn() {
const [bar, now, all] = [document.querySelector(".top-in"), await turn(), await people()];
const inTest = document.querySelector("[data-quiz]");
if (!bar?.dataset.hp || document.body.matches(".desk") || all.length < 2 || (inTest && bar.querySelector(".small"))) return;
bar.querySelector(now ? "a[href='/masuk/'],form" : "a[href='/masuk/']")?.remove();
const whose = document.createElement(inTest ? "span" : "a");
whose.className = "whose";
if (now) whose.append(picture(now.motif, 30));
const name = document.createElement("b");
const hidden = (text) => Object.assign(document.createElement("span"), { className: "vh", textContent: text });
if (now) name.textContent = now.name || motifName(now.motif);
else name.append("Siapa", hidden(" yang belajar"), "?");
whose.append(name);
if (whose.href !== undefined) {
whose.href = "/hp/";
if (now) {
const change = document.createElement("small");
change.append("Ganti", hidden(" orang"));
name.append(document.createElement("br"), change);
whose.addEventListener("click", changePerson);
}
}
bar.querySelector(".brand").after(whose);
}
const motifName = (motif) => (motif ? motif[0].toUpperCase() + motif.slice(1) : "Tanpa nama");
function picture(motif, size) {
const drawing = "http://www.w3.org/2000/svg";
const [svg, use] = ["svg", "use"].map((name) => document.createElementNS(drawing, name));
const set = { class: size > 40 ? "motif" : "", viewBox: "0 0 80 80", width: size, height: size, "aria-hidden": "true" };
for (const [name, value] of Object.entries(set)) svg.setAttribute(name, value);
use.setAttribute("href", `${document.querySelector(".top-in").dataset.motif}#${motif}`);
svg.append(use);
return svg;
}
async function watchTurn() {
if (tabs) tabs.onmessage = () => isPersonal() && location.replace("/hp/");
addEventListener("pageshow", (event) => event.persisted && isPersonal() && location.reload());
for (const form of document.querySelectorAll("form[action='/keluar/']")) {
form.addEventListener("submit", async (event) => {
event.preventDefault();
await endTurn().catch(() => null);
form.submit();
});
}
const needed = document.body.dataset.profile || document.querySelector("[data-pin],[data-who]");
if (needed) return import(document.querySelector(".top-in").dataset.hp);
await drawTurn();
const look = async () => {
const db = await tuntas.db;
const asked = (await db?.get("notes", "hp.cek"))?.at;
if (!navigator.onLine || Math.abs(Date.now() - asked) < SHARED_PIN || !(await db?.count("profiles"))) return;
import(document.querySelector(".top-in").dataset.hp);
};
addEventListener("online", look);
look();
}
const CALLS = ["put", "take", "rows", "send", "room", "waits"];
function outboxAtNeed(opened, turn) {
let box;
const load = () =>
(box ||= import(document.querySelector("[data-outbox]").dataset.outbox).then(() =>
globalThis.tuntas.openOutbox(opened, turn),
));
const call = (name) => async (...given) => {
try {
return (await load())[name](...given);
} catch (error) {
box = null;
throw error;
}
};
isNeeded(opened).then((needed) => needed && load().catch(() => (box = null)));
return Object.fromEntries(CALLS.map((name) => [name, call(name)]));
}
async function isNeeded(opened) {
try {
if (Number(localStorage.getItem("kotak")) || Object.keys(localStorage).some((key) => key.startsWith("kirim:"))) return true;
} catch {
}
return Boolean(await (await opened)?.count("outbox"));
}
const READ_AFTER = 20000;
async function markLessons(opened, outbox, turn) {
const link = document.querySelector('a[href^="/tandai/"]');
if (!link) return;
const lesson = link.getAttribute("href").slice(8, -1);
link.addEventListener("click", async (event) => {
if (link.dataset.done) return event.preventDefault();
if (!link.dataset.ready) return;
event.preventDefault();
const done = await finish(await opened, outbox, await turn(), lesson, document.querySelector("h1").textContent);
if (done) showFinished(link, done.code);
else location.assign(link.href);
});
const [db, hers] = [await opened, await turn()];
if (!db || !hers) return;
await outbox.waits();
if ((await studied(db, hers)).lessons.includes(lesson)) showFinished(link, "");
else noteLater(db, hers, lesson, turn);
link.dataset.ready = "1";
}
async function studied(db, hers) {
const name = `belajar:${hers.uuid}`;
return { lessons: [], read: [], unsent: [], ...(await db.get("notes", name)), name };
}
function noteLater(...given) {
setTimeout(() => (document.hidden ? noteLater(...given) : noteRead(...given).catch(() => null)), READ_AFTER);
}
async function noteRead(db, hers, lesson, turn) {
const [note, now] = [await studied(db, hers), await turn()];
if (now?.uuid !== hers.uuid || [...note.lessons, ...note.read].includes(lesson)) return;
const mark = { lesson, state: "opened", at: new Date().toISOString() };
await db.put("notes", { ...note, read: [...note.read, lesson], unsent: [...note.unsent, mark] });
}
async function finish(db, outbox, hers, lesson, title) {
const marks = [{ lesson, state: "finished", at: new Date().toISOString() }];
try {
const receipt = await outbox.put("study", { marks }, { title: `Selesai: ${title}` });
if (!receipt) return null;
const note = await studied(db, hers);
await db.put("notes", { ...note, lessons: [...new Set([...note.lessons, lesson])] });
return receipt;
} catch {
return null;
}
}
function showFinished(link, code) {
link.dataset.done = "1";
link.setAttribute("aria-disabled", "true");
link.className = "btn btn-quiet";
link.textContent = "Sudah ditandai selesai";
if (!code) return;
const told = document.createElement("p");
told.className = "small";
told.setAttribute("role", "status");
told.textContent = `Tersimpan di HP (${code}). Dikirim sendiri saat ada sinyal.`;
link.after(told);
}
function flagHere() {
document.addEventListener("click", async (event) => {
const link = event.target.closest?.("a[data-flag]");
if (!link || navigator.onLine) return;
event.preventDefault();
await import(document.querySelector("[data-flagger]").dataset.flagger);
globalThis.tuntas.flag(link);
});
}
async function tellSaved(opened) {
const link = document.querySelector('main a[href^="/simpan/#"]');
const row = link && (await (await opened)?.get("packs", link.hash.slice(1)));
if (row?.state !== "tersimpan") return;
link.textContent = row.stale ? "Tersimpan di HP ini, ada isi yang baru" : "Tersimpan di HP ini";
}
const WEEK = 7 * 24 * 3600 * 1000;
async function keepCards(opened) {
const db = await opened;
const row = await db?.get("packs", "kartu");
const age = Date.now() - (row?.at ?? -WEEK);
if (!db || !navigator.onLine || (!row?.stale && age >= 0 && age < WEEK)) return;
await new Promise((done) => (globalThis.requestIdleCallback || setTimeout)(done));
const answer = await fetch("/paket/kartu.json", { cache: "no-cache" });
if (!answer.ok) return;
const pack = await answer.json();
const at = new Date(answer.headers.get("Date") || Date.now()).toISOString();
const work = db.transaction(["kept", "packs"], "readwrite");
const kept = work.objectStore("kept");
for (const { path, title, hash, html } of pack.fragments) {
const old = await kept.get(path);
if (old?.hash === hash) continue;
const module = path.split("/")[2];
const plain = title.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
await kept.put({ path, title: plain, hash, tab: "/modul/", html, module, pack: Boolean(old?.pack), saved_at: at, recalled: "" });
}
const paths = pack.fragments.map((fragment) => fragment.path);
const total = paths.length;
await work.objectStore("packs").put({ key: "kartu", title: pack.title, hash: pack.hash, paths, urls: [], pictures: false, state: "tersimpan", done: total, total, bytes: pack.bytes, at: Date.now() });
await work.done;
}
globalThis.tuntas = {
db: database(),
turn,
people,
seal,
sealBy,
pinIsFresh,
say,
corner: { changePerson, drawTurn, endTurn, motifName, people, picture, tellLeft, tellPhone, turn },
settings,
voice: bestVoice,
};
function say(text) {
let line = document.querySelector("[data-say]");
if (!line) {
line = document.createElement("p");
line.className = "note";
line.dataset.say = "";
line.setAttribute("role", "status");
document.querySelector("main").prepend(line);
}
line.textContent = text;
}
tuntas.outbox = outboxAtNeed(tuntas.db, () => tuntas.turn());
markLessons(tuntas.db, tuntas.outbox, () => tuntas.turn());
flagHere();
tellSaved(tuntas.db);
beginSettings();
offerVoice();
watchTurn();
register().then(() => navigator.serviceWorker && keepCards(globalThis.tuntas.db)).catch(() => {});
