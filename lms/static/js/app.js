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
globalThis.tuntas = {
db: database(),
turn: () => null,
say,
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
register();
