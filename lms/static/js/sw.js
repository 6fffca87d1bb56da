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
async function database() {
try {
return await globalThis.idb.openDB("tuntas", 1, {
upgrade(db) {
for (const [name, keyPath] of Object.entries(STORES)) db.createObjectStore(name, { keyPath });
},
blocking: (_from, _to, event) => event.target.close(),
});
} catch {
return null;
}
}
const SHELL = `kerangka-${VERSION}`;
const PAGE = "/kerangka/";
const STATIC = /(\/static\/[\w/-]+)(?:\.[0-9a-f]{12})?\.js/g;
async function install() {
const cache = await caches.open(SHELL);
const page = await fetch(PAGE, { cache: "reload" });
if (!page.ok) throw new Error("no shell");
await cache.put(PAGE, page);
await cache.addAll(FILES);
}
async function forgetOldShells() {
const old = (await caches.keys()).filter((name) => name.startsWith("kerangka-") && name !== SHELL);
await Promise.all(old.map((name) => caches.delete(name)));
}
async function file(request) {
const cache = await caches.open(SHELL);
return (await cache.match(request)) || fetch(request);
}
async function compose({ title, html, tab }, status = 200) {
const shell = await (await caches.open(SHELL)).match(PAGE);
if (!shell) return null;
const put = (mark, text) => (page) => page.replace(mark, () => text);
const page = [
put("<!--judul-->", title),
put("<!--isi-->", html.replace(STATIC, (old, name) => FILES.find((file) => file.startsWith(`${name}.`)) || old)),
put(`<li><a href="${tab}">`, `<li><a href="${tab}" aria-current="page">`),
].reduce((text, change) => change(text), await shell.text());
const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Language": "id" };
for (const name of ["Content-Security-Policy", "X-Frame-Options", "Referrer-Policy"]) {
if (shell.headers.has(name)) headers[name] = shell.headers.get(name);
}
return new Response(page, { status, headers });
}
const PUBLIC = /^\/($|modul\/|cari\/|hari\/|simpan\/|latihan\/|isi-ditarik\/)/;
let opened;
const kept = () => (opened ||= database());
const isPublic = (url) => !url.search && PUBLIC.test(url.pathname);
async function fromKept(path) {
const row = await (await kept())?.get("kept", path);
if (!row) return null;
return compose({ ...row, html: row.recalled ? warned(row) : row.html });
}
async function visit(request) {
const answer = await fetch(request);
const path = new URL(request.url).pathname;
if (mayKeep(answer)) keep(path, answer.clone());
return answer;
}
const mayKeep = (answer) =>
answer.ok && !answer.redirected && /\bpublic\b/.test(answer.headers.get("Cache-Control") || "");
async function keep(path, answer) {
const db = await kept();
if (!db || !mayKeep(answer)) return;
const page = await answer.text();
const find = (pattern) => page.match(pattern)?.[1] ?? "";
const html = find(/<main[^>]*>([^]*)<\/main>/);
if (!html) return;
const old = await db.get("kept", path);
await db.put("kept", {
path,
title: find(/<title>([^]*?)<\/title>/).replace(/ · Tuntas$/, ""),
hash: answer.headers.get("X-Isi") || "",
tab: find(/<a href="([^"]*)" aria-current="page">/),
html,
module: find(/<[^>]* data-competency="([^"]*)"/),
pack: Boolean(old?.pack),
saved_at: new Date().toISOString(),
recalled: "",
});
}
function warned(row) {
const text = row.recalled.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
return `<p class="note" role="note"><b>Isi ini ditarik.</b> ${text}</p>${row.html}`;
}
async function needsSignal() {
const rows = (await (await kept())?.getAll("kept")) || [];
const lessons = rows.filter((row) => row.path.startsWith("/modul/") && row.path !== "/modul/");
const list = lessons.map(line).join("");
const html = `<h1>Halaman ini perlu sinyal</h1><p class="lead">Sedang tidak ada sinyal. Yang sudah tersimpan di HP ini tetap dapat dibuka.</p>${list ? `<h2>Tersimpan di HP ini</h2><ul class="rows card">${list}</ul>` : ""}<p><a href="/">Beranda</a></p>`;
return (await compose({ title: "Perlu sinyal", html, tab: "" }, 503)) || Response.error();
}
const line = (row) =>
`<li><a class="row" href="${encodeURI(row.path)}"><span class="row-in"><span class="row-t">${row.title}</span></span></a></li>`;
addEventListener("install", (event) => event.waitUntil(install().then(takeOver)));
addEventListener("activate", (event) => event.waitUntil(forgetOldShells().then(() => clients.claim())));
addEventListener("message", (event) => {
const { do: act, path } = event.data || {};
if (act === "take over") event.waitUntil(takeOver());
if (act === "keep" && isPublic(new URL(path, location.href))) event.waitUntil(keepFirst(path));
});
addEventListener("fetch", (event) => {
const { request } = event;
const url = new URL(request.url);
if (request.method !== "GET" || url.origin !== location.origin) return;
if (FILES.includes(url.pathname)) event.respondWith(file(request));
else if (request.mode === "navigate") event.respondWith(navigate(request, url));
});
async function takeOver() {
const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
if (!open.some((page) => /^\/(cek|nilai)\//.test(new URL(page.url).pathname))) await skipWaiting();
}
const keepFirst = async (path) => keep(path, await fetch(path, { cache: "force-cache" }));
async function navigate(request, url) {
try {
if (!isPublic(url)) return await fetch(request);
return (await fromKept(url.pathname)) || (await visit(request));
} catch {
return needsSignal();
}
}
