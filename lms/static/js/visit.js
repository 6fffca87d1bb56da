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
const PAIR = "Tulis kedua ukuran, atau kosongkan keduanya.";
function checkPairs(form) {
for (const set of form.querySelectorAll("fieldset")) {
const fields = [...set.querySelectorAll("input[inputmode=decimal]")];
const written = fields.filter((field) => field.value.trim()).length;
for (const field of fields) field.setCustomValidity(!written || written === fields.length || field.value.trim() ? "" : PAIR);
}
return form.checkValidity();
}
function fieldsOf(form) {
const { id, versions, csrfmiddlewaretoken, corrects, ...fields } = Object.fromEntries(new FormData(form));
return fields;
}
function fillIn(form, fields) {
for (const [name, value] of Object.entries(fields)) if (form.elements[name]) form.elements[name].value = value;
const note = form.elements.note;
if (note && (fields.note || fields.adaptation)) note.closest("details").open = true;
}
function visitOf(form, corrects = "") {
const { visit, event, group, station, profile } = form.dataset;
const { reason, ...fields } = fieldsOf(form);
const [id, versions] = [form.elements.id.value, form.elements.versions.value];
const whole = { id, profile, at: new Date().toISOString(), event, group, station, kader: visit, versions, form: fields };
return corrects ? { ...whole, corrects, reason } : whole;
}
async function put(form, visit) {
const { title, profile, key } = form.dataset;
const mine = (await tuntas.turn())?.uuid === profile ? profile : "";
const who = document.querySelector("h1").textContent.trim().split(/\s+/).slice(0, 3);
const named = `${title}: ${who.map((word) => word[0].toUpperCase()).join("")}`;
return tuntas.outbox.put("visit", visit, { title: named, whose: { uuid: mine, credential: key } });
}
const draftName = (event, place, kader) => `visit.draft:${event}/${place}/${kader}`;
const draftOf = ({ event, group, station, visit }) => draftName(event, `${group}/${station}`, visit);
function keepDraft(form) {
const name = draftOf(form.dataset);
const { profile } = form.dataset;
const left = JSON.parse(sessionStorage.getItem(name));
if (left?.profile === profile) fillIn(form, left.fields);
form.addEventListener("input", () => sessionStorage.setItem(name, JSON.stringify({ profile, fields: fieldsOf(form) })));
}
const dropDraft = (form) => sessionStorage.removeItem(draftOf(form.dataset));
const hasDraft = (event, place, kader) => sessionStorage.getItem(draftName(event, place, kader)) !== null;
function markBegun() {
for (const link of document.querySelectorAll("[data-waiting] a")) {
const [, event, place, kader] = link.pathname.match(/^\/kegiatan\/([^/]+)\/nilai\/pos\/([^/]+\/[^/]+)\/([^/]+)\//) || [];
if (!event || !hasDraft(event, place, kader) || link.querySelector(".chip")) continue;
const chip = Object.assign(document.createElement("span"), { className: "chip chip-warn", textContent: "belum disimpan" });
link.querySelector(".row-in").append(chip);
}
}
const AHEAD = 5;
const held = new Map();
const seen = new Set();
let asking = null;
function noteSeen(address) {
seen.add(address);
held.delete(address);
}
function nextSheet() {
const [address] = held.keys();
return address ? { address, page: held.get(address) } : null;
}
function fetchAhead(queue) {
return (asking ||= fill(queue)
.catch(() => {})
.finally(() => (asking = null)));
}
async function fill(queue) {
const list = await read(queue);
const links = [...(list?.querySelectorAll("[data-waiting] a") || [])].map((link) => link.getAttribute("href"));
if (list) for (const address of held.keys()) if (!links.includes(address)) held.delete(address);
for (const address of links.filter((one) => !seen.has(one) && !held.has(one))) {
if (held.size >= AHEAD) return;
const page = await read(address);
if (page?.querySelector("form[data-visit]") && !seen.has(address)) held.set(address, page);
}
}
async function read(address) {
const answer = await fetch(address, { cache: "no-store" });
if (!answer.ok || answer.redirected) return null;
return new DOMParser().parseFromString(await answer.text(), "text/html");
}
const SEND_PATIENCE = 4000;
const LAST = "visit.last";
const saved = new Set();
begin();
async function begin() {
tellLast();
addEventListener("pageshow", markBegun);
const form = document.querySelector("form[data-visit]");
if (!form || !globalThis.crypto?.subtle || !(await tuntas?.db)) return;
noteSeen(location.pathname);
watch(form);
document.addEventListener("tuntas:outbox", tellHeld);
addEventListener("online", () => fetchAhead(form.dataset.queue));
await tuntas.outbox.waits().catch(() => null);
fetchAhead(form.dataset.queue);
}
function tellLast() {
const told = sessionStorage.getItem(LAST);
if (told) tuntas.say(told);
sessionStorage.removeItem(LAST);
}
function watch(form) {
keepDraft(form);
form.addEventListener("input", () => checkPairs(form));
form.addEventListener("submit", (event) => {
event.preventDefault();
if (checkPairs(form)) save(form);
else form.reportValidity();
});
}
async function save(form) {
const button = form.querySelector("button[type=submit]");
if (button.disabled) return;
button.disabled = true;
let receipt = null;
try {
receipt = await put(form, visitOf(form));
} catch {
}
if (!receipt) {
button.disabled = false;
return form.submit();
}
saved.add(receipt.id);
dropDraft(form);
noteSeen(location.pathname);
await goOn(form, receipt);
}
async function goOn(form, { id, code }) {
const told = `Tersimpan di HP (${code}). Dikirim sendiri saat ada sinyal.`;
const { queue } = form.dataset;
const next = nextSheet();
if (next) {
show(next, told);
return void fetchAhead(queue);
}
for (const set of form.querySelectorAll("fieldset")) set.disabled = true;
if (!navigator.onLine) return stay(form, told);
const row = await arrived(id);
if (!navigator.onLine) return stay(form, told);
const sent = row?.state === "ditahan" ? row.message : `Tersimpan dan sudah terkirim (${code}).`;
sessionStorage.setItem(LAST, row ? sent : told);
return location.assign(queue);
}
function arrived(id) {
return new Promise((go) => {
const look = async () => {
const row = (await tuntas.outbox.rows()).find((one) => one.id === id);
if (row?.state !== "menunggu") go(row);
};
document.addEventListener("tuntas:outbox", look);
setTimeout(() => go(null), SEND_PATIENCE);
look();
});
}
function show({ address, page }, told) {
document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
document.title = page.title;
history.replaceState(null, "", address);
noteSeen(address);
watch(document.querySelector("form[data-visit]"));
tuntas.say(told);
scrollTo({ top: 0, behavior: "instant" });
document.querySelector("main").focus({ preventScroll: true });
}
async function stay(form, told) {
const { event, group, station } = form.dataset;
if ((await daysKept(await tuntas.db, event)).length) {
sessionStorage.setItem(LAST, told);
return location.assign(`/hari-penilaian/#${event}/pos/${group}/${station}`);
}
tuntas.say(`${told} Kader berikutnya dibuka saat ada sinyal.`);
scrollTo({ top: 0, behavior: "instant" });
return addEventListener("online", () => location.assign(form.dataset.queue), { once: true });
}
async function tellHeld() {
for (const row of await tuntas.outbox.rows()) {
if (!saved.has(row.id) || row.state === "menunggu") continue;
saved.delete(row.id);
if (row.state === "ditahan") tuntas.say(row.message);
}
}
