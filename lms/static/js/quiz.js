(function (root) {
try {
var kept = (localStorage.getItem("tampilan") || "").split(" ");
if (root.dataset.look) return;
if (kept[0] > 1) root.dataset.size = kept[0];
if (kept[1]) root.dataset.theme = kept[1];
} catch (refused) {}
})(document.documentElement);
function store(key, where = "localStorage") {
const kept = { failed: false };
const attempt = (act) => {
try {
kept.failed = false;
return act();
} catch {
kept.failed = true;
return null;
}
};
kept.read = () => attempt(() => JSON.parse(window[where].getItem(key)));
kept.write = (value) => attempt(() => window[where].setItem(key, JSON.stringify(value)));
kept.clear = () => attempt(() => window[where].removeItem(key));
return kept;
}
function answers(form) {
const found = {};
for (const field of form.querySelectorAll("[name^=soal-]")) {
const [, position, part] = field.name.match(/^soal-(\d+g?)-?(.*)$/);
const value = given(field) ? field.value.trim() : "";
if (!value) continue;
if (part) found[position] = { ...found[position], [part]: value };
else if (field.type === "checkbox") found[position] = [...(found[position] || []), value];
else found[position] = value;
}
return found;
}
function fill(form, found) {
for (const field of form.querySelectorAll("[name^=soal-]")) {
const [, position, part] = field.name.match(/^soal-(\d+g?)-?(.*)$/);
const answer = part ? found[position]?.[part] : found[position];
if (answer === undefined) continue;
if (/radio|checkbox/.test(field.type)) field.checked = [answer].flat().includes(field.value);
else field.value = answer;
}
}
function given(field) {
return /radio|checkbox/.test(field.type) ? field.checked : field.value.trim() !== "";
}
function token(form) {
return form.elements.csrfmiddlewaretoken?.value || "";
}
function keepAnswers(sheet) {
let before = answers(sheet.form);
const keep = () => {
sheet.drafts.write(answers(sheet.form));
if (!sheet.drafts.failed && !sheet.form.dataset.kept) sheet.say("Jawaban disimpan di HP ini.");
};
sheet.form.addEventListener("input", keep);
sheet.form.addEventListener("change", () => {
keep();
const now = answers(sheet.form);
const waiting = sheet.steps.read() || {};
for (const position of new Set([...Object.keys(before), ...Object.keys(now)])) {
if (JSON.stringify(before[position]) === JSON.stringify(now[position])) continue;
waiting[position] = { id: uuid(), position, answer: now[position] ?? null, number: Date.now() % 2 ** 31 };
}
before = now;
sheet.steps.write(waiting);
sendSteps(sheet);
});
addEventListener("storage", (event) => {
if (event.key !== `soal:${sheet.form.dataset.ticket}` || !event.newValue) return;
fill(sheet.form, JSON.parse(event.newValue));
before = answers(sheet.form);
});
addEventListener("online", () => sendSteps(sheet));
sendSteps(sheet);
}
async function sendSteps(sheet) {
const waiting = sheet.steps.read() || {};
const steps = Object.values(waiting);
if (!steps.length || !navigator.onLine || !token(sheet.form)) return;
const body = JSON.stringify({ steps });
const headers = { "Content-Type": "application/json", "X-CSRFToken": token(sheet.form) };
try {
const answer = await fetch("langkah/", { method: "POST", redirect: "manual", headers, body });
if (answer.status !== 204) return;
if (sheet.form.dataset.kept) sheet.say(sheet.form.dataset.kept);
} catch {
return;
}
const left = sheet.steps.read() || {};
for (const step of steps) if (left[step.position]?.id === step.id) delete left[step.position];
sheet.steps.write(left);
}
function uuid() {
const bytes = crypto.getRandomValues(new Uint8Array(16));
bytes[6] = (bytes[6] & 15) | 64;
bytes[8] = (bytes[8] & 63) | 128;
const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
function turnPages(sheet) {
const { form, items } = sheet;
const find = (name) => document.querySelector(`[data-quiz-${name}]`);
const [where, end, keys, sendPart] = ["where", "end", "keys", "send"].map(find);
let at = Math.min(sheet.place.read() || 0, items.length);
let since = Date.now();
const count = () => {
const times = sheet.times.read() || {};
const spent = Math.round((Date.now() - since) / 1000);
if (at < items.length && !document.hidden) times[at + 1] = (times[at + 1] || 0) + spent;
since = Date.now();
sheet.times.write(times);
};
const show = (to) => {
count();
at = Math.max(0, Math.min(to, items.length));
sheet.place.write(at);
items.forEach((item, index) => (item.hidden = index !== at));
const last = at === items.length;
end.hidden = sendPart.hidden = !last;
where.hidden = last;
find("intro").hidden = at > 0;
where.querySelector("b").textContent = `${at + 1} dari ${items.length}`;
where.querySelector("progress").value = at + 1;
find("back").hidden = at === 0;
find("next").hidden = last;
find("next").textContent = at === items.length - 1 ? "Periksa" : "Berikutnya";
if (last) review(sheet, find("gaps"));
};
const turn = (to) => {
show(to);
(items[at]?.querySelector("legend") || end.querySelector("h2")).focus();
scrollTo(0, 0);
};
keys.hidden = false;
find("later").hidden = true;
find("back").addEventListener("click", () => turn(at - 1));
find("next").addEventListener("click", () => turn(at + 1));
for (const go of form.querySelectorAll("[data-quiz-go]")) go.addEventListener("click", () => turn(go.dataset.quizGo - 1));
form.addEventListener("keydown", (event) => {
if (event.key !== "Enter" || !event.target.matches("input") || at === items.length) return;
event.preventDefault();
turn(at + 1);
});
document.addEventListener("visibilitychange", () => (document.hidden ? count() : (since = Date.now())));
addEventListener("pagehide", count);
show(location.hash === "" && !form.elements.yakin ? at : items.length);
}
function review(sheet, gaps) {
const open = sheet.items.filter((item) => !isWhole(item)).map((item) => Number(item.id.slice(5)));
for (const go of sheet.form.querySelectorAll("[data-quiz-go]")) {
const empty = open.includes(Number(go.dataset.quizGo));
go.classList.toggle("is-open", empty);
go.setAttribute("aria-label", `Soal ${go.dataset.quizGo}, ${empty ? "belum dijawab" : "sudah dijawab"}`);
}
gaps.textContent = open.length
? `Belum dijawab: soal ${list(open)}. Jawab dulu, atau kirim begini saja: boleh.`
: "Semua soal sudah dijawab.";
}
function isWhole(item) {
const fields = [...item.querySelectorAll("[name^=soal-]")];
if (fields.some((field) => /^soal-\d+g/.test(field.name) && given(field))) return true;
const own = fields.filter((field) => !/^soal-\d+g/.test(field.name));
const names = [...new Set(own.map((field) => field.name))];
return names.every((name) => own.some((field) => field.name === name && given(field)));
}
function list(numbers) {
return numbers.length < 2 ? numbers.join("") : `${numbers.slice(0, -1).join(", ")} dan ${numbers.at(-1)}`;
}
async function deliverHere(sheet) {
const sealed = sheet.outbox.read() || sheet.sealed;
if (!sealed || sheet.sending) return;
sheet.sending = true;
sheet.say("Mengirim jawaban …");
try {
await deliverAs(sheet, sealed);
} catch (error) {
sheet.say(
error.cause
? "Belum terkirim: situs sedang sibuk. Jawaban tetap aman di HP ini; dicoba lagi sebentar lagi."
: sheet.outbox.failed || sheet.full
? "Sedang tidak ada sinyal dan HP ini penuh atau tidak dapat menyimpan. Biarkan halaman ini terbuka; dikirim sendiri nanti."
: "Sedang tidak ada sinyal. Jawaban aman di HP ini dan dikirim sendiri saat halaman ini terbuka dan ada sinyal.",
);
setTimeout(() => deliverHere(sheet), 15000 * (1 + Math.random()));
addEventListener("online", () => deliverHere(sheet), { once: true });
} finally {
sheet.sending = false;
}
}
async function deliverAs(sheet, sealed) {
const body = new URLSearchParams({ csrfmiddlewaretoken: token(sheet.form), envelope: sealed.envelope });
const answer = await fetch(location.pathname, { method: "POST", redirect: "manual", body });
if (answer.type === "opaqueredirect") return location.assign(sheet.result);
if (answer.status === 409) return openPage(await answer.text(), sheet);
if (answer.status !== 403 && answer.status !== 404) throw new Error("busy", { cause: answer.status });
const outcome = await syncAlone(sealed);
if (outcome.kept) sheet.outbox.clear();
if (outcome.status === 200) location.assign(sheet.result);
else sheet.say(outcome.message);
}
function openPage(html, sheet) {
sheet.outbox.clear();
const page = new DOMParser().parseFromString(html, "text/html");
document.querySelector("main").replaceWith(page.querySelector("main"));
}
async function syncAlone(sealed) {
const answer = await fetch("/api/v1/sync", {
method: "POST",
headers: { "Content-Type": "application/json" },
body: JSON.stringify({ envelopes: [sealed] }),
});
if (!answer.ok) throw new Error("busy", { cause: answer.status });
return (await answer.json()).outcomes[0];
}
const PATIENCE = 4000;
async function framed() {
if (globalThis.tuntas) return;
if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
const loaded = import(document.querySelector("meta[name=app]").content).catch(() => null);
await Promise.race([loaded, new Promise((done) => setTimeout(done, PATIENCE))]);
}
async function handIn(sheet) {
const { form } = sheet;
sheet.result = `${location.pathname}hasil/`;
const ready = framed().then(() => (sheet.box = "session" in form.dataset ? null : globalThis.tuntas?.outbox));
form.addEventListener("submit", async (event) => {
if (event.submitter?.name === "simpan") return;
event.preventDefault();
const given = answers(form);
lock(form);
await ready;
await seal(sheet, given);
follow(sheet);
});
await ready;
document.addEventListener("tuntas:outbox", () => showState(sheet));
const room = await sheet.box?.room().catch(() => "");
if (room) globalThis.tuntas.say(room);
if ((await sheetRow(sheet)) || sheet.outbox.read()) follow(sheet);
}
const sheetRow = async (sheet) => (await sheet.box?.rows().catch(() => []))?.find(({ sheet: of }) => of === sheet.result);
async function seal(sheet, given) {
if ((await sheetRow(sheet)) || sheet.outbox.read()) return;
const { form } = sheet;
const whole = {
id: form.elements.id.value,
ticket: form.dataset.ticket,
answers: given,
started_at: form.elements.mulai.value,
finished_at: new Date().toISOString(),
times: sheet.times.read() || {},
};
const { credential } = form.dataset;
const title = document.querySelector("h1").textContent;
const uuid = document.body.dataset.profile || (await globalThis.tuntas?.turn())?.uuid || "";
const whose = credential ? { uuid, credential } : undefined;
try {
if (await sheet.box?.put("answers", whole, { title, result: sheet.result, whose })) return;
} catch {
sheet.full = true;
}
const envelope = JSON.stringify({ v: 1, ...whole });
sheet.sealed = { envelope, credential: (await globalThis.tuntas?.sealBy(credential, envelope)) || null };
sheet.outbox.write(sheet.sealed);
}
async function follow(sheet) {
sheet.follows = true;
lock(sheet.form);
if (!(await sheetRow(sheet))) return deliverHere(sheet);
sheet.say("Mengirim jawaban …");
await sheet.box.send();
await showState(sheet);
}
async function showState(sheet) {
if (!sheet.follows) return;
const hers = await sheetRow(sheet);
if (!hers) return;
const { state, code, message, result } = hers;
if (state === "diterima") return location.assign(result);
if (state === "ditahan") return sheet.say(message, result);
sheet.say(
message ||
`Jawaban aman di HP ini${code && `, tanda ${code}`}. Dikirim sendiri saat ada sinyal; halaman ini boleh ditutup.`,
);
}
function lock(form) {
for (const button of form.querySelectorAll("button")) button.disabled = true;
for (const set of form.querySelectorAll("fieldset")) set.disabled = true;
}
const form = document.querySelector("[data-quiz]");
const done = document.querySelector("[data-quiz-done]");
if (form) begin(form);
if (done) for (const kind of ["soal", "di", "langkah", "waktu", "kirim"]) store(`${kind}:${done.dataset.quizDone}`).clear();
function link(href) {
const link = document.createElement("a");
Object.assign(link, { href, textContent: "Lihat hasil yang diterima" });
return link;
}
function begin(form) {
const { ticket, quiz } = form.dataset;
const of = (kind) => store(`${kind}:${ticket}`, quiz ? "sessionStorage" : "localStorage");
const sheet = {
form,
drafts: of("soal"),
place: of("di"),
steps: of("langkah"),
times: of("waktu"),
outbox: of("kirim"),
items: [...form.querySelectorAll("fieldset[id]")],
say(text, result) {
const state = form.querySelector("[data-quiz-state]");
state.textContent = text;
if (result) state.append(" ", link(result));
state.hidden = false;
},
};
fill(form, sheet.drafts.read() || {});
keepAnswers(sheet);
if (!quiz) {
turnPages(sheet);
handIn(sheet);
}
for (const picture of form.querySelectorAll("[loading]")) picture.loading = "eager";
}
const field = (row) => row.querySelector("select");
const words = (row) => row.querySelector("label").textContent;
addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-order]").forEach(beginOrder));
function beginOrder(list) {
for (const row of list.children) {
const moves = [
button("↑", `Naikkan: ${words(row)}`, () => move(list, row, -1)),
button("↓", `Turunkan: ${words(row)}`, () => move(list, row, 1)),
];
field(row).after(...moves);
field(row).addEventListener("change", () => {
sort(list);
say(list, row);
});
}
sort(list);
}
function button(sign, name, act) {
const made = document.createElement("button");
made.type = "button";
made.className = "btn btn-quiet btn-small";
made.textContent = sign;
made.setAttribute("aria-label", name);
made.addEventListener("click", act);
return made;
}
function move(list, row, by) {
const rows = [...list.children];
const to = rows[rows.indexOf(row) + by];
if (to) keepFocus(() => (by < 0 ? to.before(row) : to.after(row)));
[...list.children].forEach((one, at) => (field(one).value = String(at + 1)));
list.dispatchEvent(new Event("change", { bubbles: true }));
say(list, row);
}
function sort(list) {
const rows = [...list.children];
if (rows.some((row) => !field(row).value || isTwice(list, row))) return;
keepFocus(() => list.append(...rows.sort((one, other) => field(one).value - field(other).value)));
}
function isTwice(list, row) {
return [...list.children].filter((one) => field(one).value === field(row).value).length > 1;
}
function keepFocus(act) {
const focused = document.activeElement;
act();
focused.focus();
}
function say(list, row) {
const place = field(row).value;
const twice = place && isTwice(list, row) ? ` Nomor ${place} terpakai dua kali.` : "";
const status = list.parentElement.querySelector("[role=status]");
status.textContent = `${words(row)}: ${place ? `urutan ke-${place}` : "belum berurutan"}.${twice}`;
}
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-tap]").forEach(beginTap));
function beginTap(item) {
const [area, field, hint, list] = ["area", "field", "hint", "list"].map((part) => item.querySelector(`[data-tap-${part}]`));
if (!area) return;
const dot = area.querySelector(".tap-dot");
const radios = item.querySelectorAll(`[type=radio][name="${field.name}"]`);
const set = (x, y) => {
field.value = snapped(area.dataset, x, y).map((part) => part.toFixed(3)).join(";");
for (const radio of radios) radio.checked = false;
show(field, dot);
field.dispatchEvent(new Event("change", { bubbles: true }));
};
const move = (right, down) => {
const { left, right: end, top, bottom, stepX, stepY } = area.dataset;
const [x, y] = place(field) || [(Number(left) + Number(end)) / 2, (Number(top) + Number(bottom)) / 2];
set(x + right * stepX, y + down * stepY);
};
hint.hidden = false;
const picture = area.querySelector("[data-src]");
if (picture) picture.src = picture.dataset.src;
if (list) list.open = [...radios].some((radio) => radio.checked);
area.addEventListener("click", (event) => {
const box = area.getBoundingClientRect();
set(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
});
for (const radio of radios) {
radio.addEventListener("change", () => {
field.value = "";
show(field, dot);
});
}
if (area.dataset.stepX) {
area.addEventListener("keydown", (event) => {
const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
if (!way) return;
event.preventDefault();
move(...way);
});
for (const key of item.querySelectorAll("[data-move]")) {
key.addEventListener("click", () => move(...key.dataset.move.split(",").map(Number)));
}
}
if (!place(field)) field.value = "";
show(field, dot);
}
function place(field) {
return field.value.includes(";") ? field.value.split(";").map(Number) : null;
}
function show(field, dot) {
const at = place(field);
dot.hidden = !at;
if (at) [dot.style.left, dot.style.top] = at.map((part) => `${part}%`);
}
function snapped({ left, right, top, bottom, stepX, stepY }, x, y) {
if (!stepX) return [x, y].map((part) => Math.min(100, Math.max(0, part)));
const onto = (value, first, step, last) => Math.min(last, Math.max(0, Math.round((value - first) / step))) * step + first;
const across = onto(x, Number(left), Number(stepX), Math.round((right - left) / stepX));
const up = onto(-y, -bottom, Number(stepY), Math.round((bottom - top) / stepY));
return [across, -up];
}
