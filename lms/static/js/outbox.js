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
function envelopeNumber() {
const bytes = crypto.getRandomValues(new Uint8Array(16));
bytes[6] = (bytes[6] & 15) | 64;
bytes[8] = (bytes[8] & 63) | 128;
const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
const ROOM_NEARLY = 0.9;
const WAITING_MARK = "kotak";
async function takeOver(box) {
let keys = [];
try {
keys = Object.keys(localStorage).filter((key) => key.startsWith("kirim:"));
} catch {
return;
}
for (const key of keys) {
try {
const { envelope, credential } = JSON.parse(localStorage.getItem(key));
const { id } = JSON.parse(envelope);
const result = `/cek/${key.slice(6)}/hasil/`;
await box.take({ id, kind: "answers", profile: "", envelope, credential, title: "Cek kemampuan", result, sheet: result });
localStorage.removeItem(key);
} catch {
}
}
}
function noteWaiting(waits) {
try {
localStorage.setItem(WAITING_MARK, waits);
} catch {
}
let link = document.querySelector("[data-kotak]");
if (!waits) return link?.remove();
if (!link) {
link = document.createElement("a");
link.href = "/kotak/";
link.dataset.kotak = "";
link.className = "aa";
document.querySelector(".top-in .brand")?.after(link);
}
link.textContent = `↑${waits}`;
link.setAttribute("aria-label", `${waits} kiriman menunggu sinyal`);
}
function wiped() {
try {
return Number(localStorage.getItem(WAITING_MARK));
} catch {
return 0;
}
}
function sayLost(number) {
if (!number) return;
globalThis.tuntas.say(
`Browser HP ini menghapus simpanannya, bersama ${number} kiriman yang menunggu. Jawaban yang sempat sampai ada di situs: buka lagi lembar soalnya.`,
);
}
async function room() {
const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => null)) || {};
return quota && usage / quota > ROOM_NEARLY
? "HP hampir penuh. Hapus foto atau video yang tidak perlu, supaya jawaban tetap dapat disimpan di HP."
: "";
}
const RECEIPTS_KEPT = 30 * 86400000;
const RETRY_SOON = 15000;
const RETRY_LONGEST = 600000;
globalThis.tuntas.openOutbox = function outbox(opened, turn) {
const box = { put, take, rows, send, room, waits: async () => (await all()).filter(waiting) };
const all = async () => (await (await opened)?.getAll("outbox")) || [];
let tries = 0;
let timer;
async function put(kind, payload, { title = "", result = "", whose } = {}) {
const hers = whose || (await turn());
const named = kind === "study" || kind === "practice";
if (named && !hers) return null;
const id = payload.id || envelopeNumber();
const head = kind === "answers" ? { v: 1 } : { v: 1, kind };
const own = named ? { profile: hers.uuid, at: new Date().toISOString() } : {};
const envelope = JSON.stringify({ ...head, id, ...own, ...payload });
const anonymous = kind === "flag" && !payload.ticket;
return take({
id,
kind,
profile: (!anonymous && hers?.uuid) || "",
envelope,
credential: anonymous ? "" : whose ? whose.credential : await globalThis.tuntas.seal(envelope),
title,
result,
sheet: kind === "answers" ? result : "",
});
}
async function take(row) {
const db = await opened;
if (!db) return null;
const known = await db.get("outbox", row.id);
if (!known) {
const code = await receiptCode(row.envelope);
const credential = await globalThis.tuntas.sealBy(row.credential, row.envelope);
const made_at = new Date().toISOString();
await db.put("outbox", { ...row, credential, code, made_at, state: "menunggu", received_at: "", message: "" });
navigator.storage?.persist?.();
announce();
later();
if (row.kind !== "answers" && navigator.onLine) send();
}
const { id, code } = known || (await db.get("outbox", row.id));
return { id, code };
}
async function rows(profile) {
const found = (await all()).filter((row) => !profile || !row.profile || row.profile === profile);
return found.sort((one, other) => other.made_at.localeCompare(one.made_at));
}
async function send() {
const db = await opened;
if (!db) return false;
clearTimeout(timer);
let left = null;
try {
left = await sendAll(db);
tries = 0;
} catch {
tries += 1;
}
if (left !== 0) again();
return left === 0;
}
function again() {
clearTimeout(timer);
const wait = Math.min(RETRY_SOON * 2 ** Math.max(0, tries - 1), RETRY_LONGEST);
timer = setTimeout(async () => (await box.waits()).length && send(), wait * (1 + Math.random()));
}
async function later() {
const ready = await navigator.serviceWorker?.getRegistration();
await ready?.sync?.register("kotak").catch(() => {});
}
async function changed() {
const waits = (await box.waits()).length;
document.dispatchEvent(new CustomEvent("tuntas:outbox", { detail: { waits } }));
noteWaiting(waits);
}
async function begin() {
const db = await opened;
if (!db) return;
await takeOver(box);
if (!(await all()).length) sayLost(wiped());
const isOld = (row) => !waiting(row) && Date.now() - Date.parse(row.received_at) > RECEIPTS_KEPT;
const old = (await all()).filter(isOld);
for (const row of old) await db.delete("outbox", row.id);
await changed();
if ((await box.waits()).length) send();
}
addEventListener("online", send);
addEventListener("kotak", changed);
if (globalThis.BroadcastChannel) new BroadcastChannel("kotak").onmessage = changed;
document.addEventListener("visibilitychange", async () => {
if (!document.hidden && (await box.waits()).length) send();
});
begin();
return box;
};
