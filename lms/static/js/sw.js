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
const SYNC = "/api/v1/sync";
const AT_ONCE = 20;
const LINE_PATIENCE = 30000;
const PUT_OFF = 6 * 3600000;
const LETTERS = "ACDEFGHJKMNPQRTUVWXY2346789";
const waiting = (row) => row.state === "menunggu";
async function receiptCode(text) {
if (!globalThis.crypto?.subtle) return "";
const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
let code = "";
for (let at = 0; at < 6; at++) {
let rest = 0;
bytes.forEach((byte, place) => {
const value = rest * 256 + byte;
bytes[place] = Math.floor(value / LETTERS.length);
rest = value % LETTERS.length;
});
code += LETTERS[rest];
}
return `${code.slice(0, 3)}-${code.slice(3)}`;
}
function sendAll(db) {
if (!navigator.locks) return deliverAll(db);
return navigator.locks.request("kotak", { ifAvailable: true }, (mine) => (mine ? deliverAll(db) : null));
}
async function deliverAll(db) {
const due = (await db.getAll("outbox")).filter((row) => waiting(row) && !isEnvelopePutOff(row));
due.sort((one, other) => one.made_at.localeCompare(other.made_at));
for (let at = 0; at < due.length; at += AT_ONCE) await deliverSome(db, due.slice(at, at + AT_ONCE));
const left = (await db.getAll("outbox")).filter(waiting).length;
if (due.length) announce();
return left;
}
function isEnvelopePutOff(row) {
const left = (row.later || 0) - Date.now();
return left > 0 && left <= PUT_OFF;
}
async function deliverSome(db, rows) {
const envelopes = rows.map(({ envelope, credential }) => ({ envelope, credential: credential || null }));
const answer = await postEnvelopes(JSON.stringify({ envelopes }));
if ([400, 413, 422].includes(answer.status)) return deliverOneByOne(db, rows, answer);
if (!answer.ok) throw new Error("busy", { cause: answer.status });
const { outcomes } = await answer.json();
for (const [at, row] of rows.entries()) await noteOutcome(db, row, outcomes[at]);
}
async function deliverOneByOne(db, rows, answer) {
if (rows.length > 1) {
for (const row of rows) await deliverSome(db, [row]);
return;
}
const { message } = await answer.json().catch(() => ({}));
await db.put("outbox", { ...rows[0], later: Date.now() + PUT_OFF, message: message || "" });
}
async function noteOutcome(db, row, outcome) {
const now = (await db.get("outbox", row.id)) || row;
if (!waiting(now)) return;
const { status, kept, receipt, received_at, message } = outcome;
const result = status === 422 ? "" : now.result;
if (status !== 200 && !kept) return void (await db.put("outbox", { ...now, later: Date.now() + PUT_OFF, message }));
const at = received_at || new Date().toISOString();
const state = status === 200 ? "diterima" : "ditahan";
const open = status === 200 ? { envelope: "", credential: "" } : {};
await db.put("outbox", { ...now, ...open, state, message, result, code: receipt || now.code, received_at: at });
}
async function postEnvelopes(body) {
const stop = new AbortController();
const timer = setTimeout(() => stop.abort(), LINE_PATIENCE);
const headers = { "Content-Type": "application/json" };
try {
return await fetch(SYNC, { method: "POST", credentials: "omit", headers, body, signal: stop.signal });
} finally {
clearTimeout(timer);
}
}
function announce() {
globalThis.dispatchEvent(new Event("kotak"));
if (!globalThis.BroadcastChannel) return;
const channel = new BroadcastChannel("kotak");
channel.postMessage("");
channel.close();
}
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
const DAY_LASTS = 48 * 3600000;
const CLOCK_SLACK = 3600000;
const startingWith = (word) => IDBKeyRange.bound(`${word}:`, `${word};`);
async function daysKept(db, event = "") {
const rows = (await db?.getAll("notes", startingWith("hari"))) || [];
const good = [];
for (const row of rows) (isOver(row) ? await forgetDay(db, row) : good.push(row));
return good.filter((row) => !event || row.event === event).sort((one, other) => other.at - one.at);
}
function isOver({ at, until }, now = Date.now()) {
return now > Math.min(until, at + DAY_LASTS) || now < at - CLOCK_SLACK;
}
async function forgetDay(db, { event, profile }) {
const change = db.transaction("notes", "readwrite");
for (const word of ["hari", "isi"]) change.store.delete(`${word}:${event}:${profile}`);
for (const name of await change.store.getAllKeys(startingWith("lihat"))) if (name.endsWith(`:${event}:${profile}`)) change.store.delete(name);
await change.done;
}
const SHELL = `kerangka-${VERSION}`;
const PAGE = "/kerangka/";
async function install() {
const cache = await caches.open(SHELL);
const page = await fetch(PAGE, { cache: "reload" });
if (!page.ok) throw new Error("no shell");
await cache.put(PAGE, page);
await Promise.all(FILES.map(async (name) => cache.put(name, (await caches.match(name)) || (await needed(name)))));
const known = async (name) => (await caches.match(name)) && cache.put(name, await caches.match(name));
await Promise.all([...TOOLS, ...DUTY.slice(1)].map(known));
}
async function bring(names) {
if (!(await caches.has(SHELL))) return;
const cache = await caches.open(SHELL);
for (const name of names) if (!(await cache.match(name))) await cache.put(name, await needed(name));
}
async function needed(name) {
const answer = await fetch(name, name.endsWith("/") ? { cache: "reload" } : {});
if (!answer.ok) throw new Error(name);
return answer;
}
async function forgetOldShells() {
const old = (await caches.keys()).filter((name) => name.startsWith("kerangka-") && name !== SHELL);
await Promise.all(old.map((name) => caches.delete(name)));
}
async function file(request, cacheName = SHELL) {
const found = await caches.match(request, { cacheName }).catch(() => null);
return found || fetch(request);
}
async function compose({ title, html, tab }, status = 200) {
const shell = await caches.match(PAGE, { cacheName: SHELL });
if (!shell) return null;
const put = (mark, text) => (page) => page.replace(mark, () => text);
const frame = await shell.text();
const page = [
put("<!--judul-->", title),
put("<!--isi-->", html),
put(`<li><a href="${tab}">`, `<li><a href="${tab}" aria-current="page">`),
put("</body>", `${scripts(html, frame)}</body>`),
].reduce((text, change) => change(text), frame);
const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Language": "id" };
for (const name of ["Content-Security-Policy", "X-Frame-Options", "Referrer-Policy"]) {
if (shell.headers.has(name)) headers[name] = shell.headers.get(name);
}
return new Response(page, { status, headers });
}
function scripts(html, frame) {
const names = new Set([...html.matchAll(/ data-script="([\w-]+)"/g)].map((match) => match[1]));
const files = [...FILES, ...TOOLS].filter((file) => names.has(file.match(/\/js\/([\w-]+)\./)?.[1]));
const added = files.filter((file) => !frame.includes(`"${file}"`));
return added.map((file) => `<script type="module" src="${file}"></script>`).join("");
}
const PUBLIC = /^\/($|modul\/|cari\/|hari\/|simpan\/|kotak\/|latihan\/|isi-ditarik\/|tampilan\/)/;
let opened;
const again = () => (opened = null);
const kept = async () => (await (opened ||= database(again))) || again();
const isPublic = (url) => !url.search && PUBLIC.test(url.pathname);
async function fromKept(path, before = "") {
try {
const row = await (await kept())?.get("kept", path);
return row ? await compose({ ...row, html: before + (row.recalled ? warned(row) : row.html) }) : null;
} catch {
again();
return null;
}
}
async function visit(request, event) {
const answer = await fetch(request);
if (mayKeep(answer)) event.waitUntil(keep(new URL(request.url).pathname, answer.clone()));
return answer;
}
const mayKeep = (answer) =>
answer.ok && !answer.redirected && /\bpublic\b/.test(answer.headers.get("Cache-Control") || "");
async function keep(path, answer) {
try {
if (mayKeep(answer)) await write(path, answer.headers, await answer.text());
} catch {
again();
}
}
async function keepMissing(paths) {
const db = await kept();
for (const path of db ? paths : []) {
if (!(await db.getKey("kept", path))) await keep(path, await fetch(path, { cache: "force-cache" }));
}
}
async function write(path, headers, page) {
const db = await kept();
const find = (pattern) => page.match(pattern)?.[1] ?? "";
const html = find(/<main[^>]*>([^]*)<\/main>/);
if (!db || !html) return;
const old = await db.get("kept", path);
await db.put("kept", {
path,
title: find(/<title>([^]*?)<\/title>/).replace(/ · Tuntas$/, ""),
hash: headers.get("X-Isi") || "",
tab: find(/<a href="([^"]*)" aria-current="page">/),
html: html.replace(/<script\b[^]*?<\/script>/g, "") + needs(page),
module: path.match(/^\/(?:modul|latihan)\/([^/]+)\//)?.[1] ?? "",
pack: Boolean(old?.pack),
saved_at: new Date(Date.parse(headers.get("Date")) || Date.now()).toISOString(),
recalled: "",
});
}
function needs(page) {
const found = [...page.matchAll(/<script\b[^>]*\bsrc="[^"]*\/js\/([\w-]+)\./g)].map((match) => match[1]);
return [...new Set(found)].map((name) => `<i hidden data-script="${name}"></i>`).join("");
}
function warned(row) {
const text = row.recalled.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
return `<p class="note note-stop" role="note"><b>Jangan dipakai lagi.</b> Isi ini sudah ditarik atau diperbaiki. ${text}</p>${row.html}`;
}
const HERS = /^\/(saya|cek|sertifikat)\//;
const DOOR = /^\/masuk\/(hp\/[0-9a-f-]{36}\/)?$/;
const PATIENCE = 4000;
async function leaveFirst(url) {
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
return;
}
}
async function ownPage(request, url) {
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
const inTime = (answer) =>
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
const DAY_PAGE = DUTY[0];
const OF_DAY = /^\/kegiatan\/([0-9a-f-]{36})\/(?:nilai\/(?:(pos\/[\w-]+\/[\w-]+)\/(?:[0-9a-f-]{36}\/)?)?|(hadir)\/(?:pindai\/)?)?$/;
const daysHere = () => kept().then((db) => (db ? daysKept(db) : [])).catch(() => []);
const bringDuty = async () => (await daysHere()).length && bring(DUTY);
async function dayPage(request, url) {
const [, event, station, presence] = url.pathname.match(OF_DAY) || [];
if (!(await daysHere()).some((row) => row.event === event)) return fetch(request);
const answer = await inTime(fetch(request)).catch(() => null);
if (answer && answer.status < 502) return answer;
return Response.redirect([`${DAY_PAGE}#${event}`, presence || station].filter(Boolean).join("/"));
}
async function dayShell(request) {
await daysHere();
return file(request);
}
const MOST = 20;
async function needsSignal() {
const { modules, pages, waiting } = await here().catch(() => ({ modules: [], pages: [], waiting: 0 }));
const days = await dayLinks();
const parts = [
"<h1>Halaman ini perlu sinyal</h1>",
`<p class="lead">Sedang tidak ada sinyal.${pages.length ? " Yang tersimpan di HP ini tetap dapat dibuka." : ""}</p>`,
waiting ? `<p class="note">${waiting} kiriman tersimpan di HP ini dan dikirim sendiri bila ada sinyal.</p>` : "",
days,
list("Modul yang disimpan", modules),
list("Yang pernah dibuka", pages),
'<p class="btns"><a class="btn" href="">Coba lagi</a></p>',
];
const html = parts.join("");
return (await compose({ title: "Perlu sinyal", html, tab: "" }, 503)) || Response.error();
}
async function dayLinks() {
const plain = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const rows = (await daysHere()).map(({ event, title }) => ({ path: `${DUTY[0]}#${event}`, title: plain(title) }));
return list("Hari penilaian di HP ini", rows);
}
async function here() {
const db = await kept();
const rows = (await db.getAll("kept")).filter((row) => row.path.startsWith("/modul/") && row.path !== "/modul/");
const last = rows.sort((a, b) => (a.saved_at < b.saved_at ? 1 : -1));
return {
modules: last.filter((row) => row.pack && row.path === `/modul/${row.module}/`),
pages: last.filter((row) => !row.pack && !row.path.endsWith("/kartu/")).slice(0, MOST),
waiting: (await db.getAll("outbox")).filter((row) => row.state === "menunggu").length,
};
}
const list = (head, rows) => (rows.length ? `<h2>${head}</h2><ul class="rows card">${rows.map(line).join("")}</ul>` : "");
const line = ({ path, title }) =>
`<li><a class="row" href="${encodeURI(path)}"><span class="row-in"><span class="row-t">${title}</span></span></a></li>`;
const LIST = "/paket.json";
const RECALLS = "/api/v1/isi-ditarik";
const NOTE = "core.fresh";
const HOURS = 6;
async function freshen({ now = false } = {}) {
const db = await kept();
if (!db || !(now || (await isDue(db)))) return;
const [list, told] = await Promise.all([ask(LIST), ask(RECALLS)]);
const current = { ...list.pages };
for (const module of list.modules) Object.assign(current, module.fragments);
await renew(db, current);
await warn(db, current, told.recalls);
await markPacks(db, [...list.modules, { key: "kartu", hash: list.cards }]);
await db.put("notes", { name: NOTE, at: Date.now() });
if (list.shell !== VERSION) await newShell();
}
async function isDue(db) {
const last = await db.get("notes", NOTE);
if (!last) await db.put("notes", { name: NOTE, at: Date.now() });
const hours = last ? (Date.now() - last.at) / 3600000 : 0;
return hours < 0 || hours >= HOURS;
}
async function ask(path) {
const answer = await fetch(path, { cache: "no-cache" });
if (!answer.ok) throw new Error(path);
return answer.json();
}
async function renew(db, current) {
for (const row of await db.getAll("kept")) {
if (row.pack || (row.hash && row.hash === current[row.path])) continue;
const answer = await fetch(row.path, { cache: "no-cache" });
if (answer.status === 404) await db.delete("kept", row.path);
else await keep(row.path, answer);
}
}
async function warn(db, current, recalls) {
for (const row of await db.getAll("kept")) {
const same = row.hash && row.hash === current[row.path];
const found = same ? null : recalls.find((one) => concerns(one, row.path) && Date.parse(row.saved_at) < Date.parse(one.at));
const recalled = found?.sentence ?? "";
if (recalled !== row.recalled) await db.put("kept", { ...row, recalled });
}
}
function concerns({ address, lesson, area, kind }, path) {
if (path === address) return true;
if (lesson || area || !path.startsWith(address)) return false;
return kind === "ditarik" || path === `${address}kartu/`;
}
async function markPacks(db, list) {
const now = new Map(list.map(({ key, hash }) => [key, hash]));
for (const pack of await db.getAll("packs")) {
const stale = now.get(pack.key) !== pack.hash;
if (stale !== Boolean(pack.stale)) await db.put("packs", { ...pack, stale });
}
}
async function newShell() {
await (await fetch("/sw.js", { cache: "reload" })).text();
registration.update().catch(() => {});
}
const SHEET = /^\/cek\/([\w-]{22})\/(?:hasil\/)?$/;
const START = /^\/cek\/mulai\/([\w-]+)\/$/;
const WAIT = 4000;
const PIN_LASTS = 15 * 60000;
const PIN_FIRST =
'<h1>Tulis PIN dulu</h1><p>HP ini dipakai beberapa orang. Sesudah PIN ditulis, soalnya terbuka.</p><a class="btn" href="/hp/#pin:/cek/LEMBAR/">Tulis PIN</a>';
async function sheetPage(request, url) {
const [token, quiz] = [SHEET, START].map((pattern) => pattern.exec(url.pathname)?.[1]);
const rows = token || quiz ? await hers().catch(() => []) : [];
const row = rows.find((one) => one.token === token);
if (!row && (token || !rows.length)) return fetch(request);
try {
return await Promise.race([fetch(request), new Promise((_, late) => setTimeout(late, WAIT))]);
} catch {
return row && isOpen(row) ? openSheet(row) : offers(rows, row?.quiz || quiz);
}
}
async function hers() {
const db = await kept();
if (!db) return [];
const [rows, sent, turn] = await Promise.all([db.getAll("sheets"), db.getAll("outbox"), db.get("notes", "hp.giliran")]);
const mine = rows.filter((row) => !row.profile || row.profile === turn?.uuid);
for (const row of mine) row.sent = sent.find((one) => one.kind === "answers" && one.envelope.includes(`"ticket":"${row.token}"`));
for (const row of mine) row.from = opens(row, mine);
return mine.sort((one, other) => other.begun - one.begun || one.token.localeCompare(other.token));
}
function opens(row, rows) {
const before = rows.filter((one) => one.quiz === row.quiz && one.sent && one !== row);
if (!row.pause && before.some((one) => one.sent.state === "menunggu")) return Infinity;
const ends = before.map((one) => Date.parse(one.sent.made_at) + row.pause * 60000);
const from = Math.max(0, Date.parse(row.opens_at) || 0, ...ends);
return from > Date.now() && !row.begun ? from : 0;
}
const isOpen = (row) => !row.sent && !row.from && Date.parse(row.until) > Date.now();
async function openSheet({ sent, from, ...row }) {
const db = await kept();
if (!row.begun && !(await pinIsGood(db))) return compose({ title: escaped(row.title), html: PIN_FIRST.replace("LEMBAR", row.token), tab: "" });
await db.put("sheets", { ...row, begun: true });
const note = '<p class="note" role="note"><b>Tanpa sinyal.</b> Jawaban disimpan di HP ini dan dikirim sendiri nanti.</p>';
const html = `${note}${row.html}<i hidden data-script="quiz"></i>`;
return compose({ title: escaped(row.title), html, tab: "" });
}
async function pinIsGood(db) {
const [people, turn] = await Promise.all([db.getAll("profiles"), db.get("notes", "hp.giliran")]);
const several = people.filter((one) => one.kept || one.uuid === turn?.uuid).length > 1;
return !several || Math.abs(Date.now() - turn?.pinAt) < PIN_LASTS;
}
function offers(rows, quiz) {
const own = rows.filter((row) => row.quiz === quiz);
const shown = own.length ? own : rows;
const first = new Map();
for (const row of shown) if (isOpen(row) && !first.has(row.quiz)) first.set(row.quiz, row);
const lines = shown.map((row) => (first.get(row.quiz) === row ? button(row) : told(row, first.has(row.quiz))));
const lead = own.length ? "" : "<p>Soal cek ini belum disimpan di HP ini. Yang ada:</p>";
const html = `<h1>Tanpa sinyal</h1>${lead}${lines.join("")}<p class="link"><a href="/saya/">Kembali ke Saya</a></p>`;
return compose({ title: "Cek kemampuan tanpa sinyal", html, tab: "" });
}
const button = (row) =>
`<section class="card stack"><h2>${escaped(row.title)}</h2><p>${row.count} soal, tersimpan di HP ini sampai ${date(row.until)}.</p><a class="btn" href="/cek/${row.token}/">${row.begun ? "Lanjutkan" : "Kerjakan tanpa sinyal"}</a></section>`;
function told(row, another) {
const title = `<b>${escaped(row.title)}</b> `;
return `<p class="note">${title}${why(row, another)}</p>`;
}
function why(row, another) {
if (row.sent) {
const code = row.sent.code ? `, kode ${escaped(row.sent.code)}` : "";
return `sudah diserahkan di HP ini${code}. ${row.sent.state === "menunggu" ? "Dikirim sendiri dan hasilnya terlihat saat ada sinyal." : "Hasilnya terlihat saat ada sinyal."}`;
}
if (Date.parse(row.until) <= Date.now()) return "sudah lewat 14 hari. Lembar baru dapat diambil saat ada sinyal; kesempatan tidak berkurang.";
if (row.from === Infinity) return "satu lembar lagi tersimpan. Dibuka sesudah hasil lembar tadi diketahui, saat ada sinyal.";
if (row.from) return `satu lembar lagi bisa dibuka mulai ${clock(row.from)}. Sambil menunggu, baca lagi pelajarannya.`;
return another ? "satu lembar lagi tersimpan, untuk sesudah lembar ini." : "";
}
const date = (moment) => new Date(moment).toLocaleDateString("id-ID", { day: "numeric", month: "long" });
const clock = (moment) => `pukul ${new Date(moment).toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" })}`;
const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
addEventListener("sync", (event) => {
if (event.tag === "kotak") event.waitUntil(sendWaiting());
});
async function sendWaiting() {
const db = await kept();
if (db && (await sendAll(db))) throw new Error("some wait");
}
const ROUTES = [
[/^\/(saya|hp|masuk)\//, ownPage],
[/^\/cek\//, sheetPage],
[/^\/kegiatan\/[0-9a-f-]{36}\//, dayPage],
[new RegExp(`^${DUTY[0]}$`), dayShell],
];
const DOORS = ["/", "/modul/", "/kotak/", "/hari/", "/hari/hitung/", "/cari/", "/simpan/", "/tampilan/"];
addEventListener("install", (event) => event.waitUntil(install().then(bringDuty).then(takeOver)));
addEventListener("activate", (event) => event.waitUntil(forgetOldShells().then(() => clients.claim())));
addEventListener("message", (event) => {
const { do: act, path, now } = event.data || {};
const [port] = event.ports;
const acts = {
"take over": takeOver,
keep: () => keepFirst(new URL(path, location.href)),
freshen: () => bring(TOOLS).then(bringDuty).then(keepDoors).then(() => freshen({ now })),
duty: () => bring(DUTY).then(() => port.postMessage("here")),
};
if (acts[act]) event.waitUntil(acts[act]().catch(() => {}));
});
addEventListener("fetch", (event) => {
const { request } = event;
const url = new URL(request.url);
if (request.method !== "GET" || url.origin !== location.origin) return;
if ([...FILES, ...TOOLS, ...DUTY.slice(1)].includes(url.pathname)) event.respondWith(file(request));
else if (request.destination === "image" && url.pathname.startsWith("/media/")) event.respondWith(file(request, "gambar"));
else if (request.mode === "navigate") event.respondWith(navigate(request, url, event));
});
async function takeOver() {
const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
if (!open.some((page) => /^\/(cek|nilai|kegiatan|hari-penilaian)\//.test(new URL(page.url).pathname))) await skipWaiting();
}
async function keepFirst(url) {
if (isPublic(url)) await keepMissing([url.pathname]);
}
let bringing;
const keepDoors = () => (bringing ||= keepMissing(DOORS).finally(() => (bringing = null)));
async function navigate(request, url, event) {
event.waitUntil(daysHere());
try {
await leaveFirst(url);
const own = ROUTES.find(([addresses]) => addresses.test(url.pathname));
if (own) return (await own[1](request, url, event)) || (await needsSignal());
if (!isPublic(url)) return await fetch(request);
const above = url.pathname === "/" ? await dayLinks() : "";
return (await fromKept(url.pathname, above)) || (await visit(request, event));
} catch {
return (url.pathname === "/cari/" && (await fromKept(url.pathname))) || needsSignal();
}
}
