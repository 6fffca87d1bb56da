const rowOf = (box) => box.closest("[data-row]");
const isLetter = (box) => Boolean(box.dataset.letters) && !("many" in box.dataset);
function wrong(box) {
const letters = box.dataset.letters;
if (!letters) return false;
const typed = box.value.replace(/[ ,;.+/]/g, "");
return [...typed].some((letter) => !letters.includes(letter)) || (typed.length > 1 && !("many" in box.dataset));
}
function say(row, words, kind = "error") {
const line = row.querySelector("[data-say]");
line.hidden = !words;
line.className = kind;
line.textContent = words;
}
function check(box) {
const bad = wrong(box);
box.setAttribute("aria-invalid", bad);
const what = box.getAttribute("aria-label").split(",")[0];
say(rowOf(box), bad ? `${what}: ${[...box.dataset.letters].join(", ")}` : "");
if (bad && isLetter(box)) box.select();
return bad;
}
function beside(box, key) {
const cells = [...rowOf(box).querySelectorAll("input")];
const at = cells.indexOf(box);
if (key === "ArrowLeft") return box.selectionStart === 0 ? cells[at - 1] : null;
if (key === "ArrowRight") return box.selectionEnd === box.value.length ? cells[at + 1] : null;
const row = rowOf(box);
const other = key === "ArrowDown" ? row.nextElementSibling : key === "ArrowUp" ? row.previousElementSibling : null;
return other && [...other.querySelectorAll("input")][at];
}
function keeper(form) {
const key = `kertas-${form.dataset.grid}`;
const read = () => JSON.parse(localStorage.getItem(key) || "{}");
function change(alter) {
const all = read();
alter(all);
localStorage.setItem(key, JSON.stringify(all));
}
function note(all, box) {
const own = box.value && box.value !== box.dataset.kept && !box.readOnly;
if (own) all[box.name] = box.value;
else delete all[box.name];
}
return {
all: read,
keep: (boxes) => change((all) => boxes.forEach((box) => note(all, box))),
drop: (sent) =>
change((all) => Object.entries(sent).forEach(([name, value]) => all[name] === value && delete all[name])),
dropRow: (uuid) => change((all) => Object.keys(all).forEach((name) => name.startsWith(uuid) && delete all[name])),
};
}
const PAUSE = 10000;
const AGAIN = 10000;
function autosave(form, boxes, kept) {
const due = new Set();
const shown = new Map([...form.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
let sending = false;
let timer;
let pause;
let onward = "";
function ask(uuid) {
due.add(uuid);
if (!sending) go();
}
async function go() {
clearTimeout(timer);
sending = true;
for (const uuid of due) {
if ((await send(uuid)) === false) {
timer = setTimeout(go, AGAIN);
break;
}
}
sending = false;
if (onward && !due.size) location.assign(onward);
}
async function send(uuid) {
const row = shown.get(uuid);
const sent = Object.fromEntries(Object.entries(kept.all()).filter(([name]) => name.startsWith(uuid)));
due.delete(uuid);
if (!Object.keys(sent).length || row?.querySelector("[aria-invalid=true]")) return true;
const answer = await post(uuid, sent);
if (!answer.lost && answer.kept) settle(sent);
else if (answer.lost) due.add(uuid);
if (!answer.kept) onward = "";
tell(row, answer);
return !answer.lost;
}
async function post(uuid, sent) {
const body = new URLSearchParams();
for (const one of form.elements) if (one.name && one.type !== "submit" && !one.closest("[data-row]")) body.set(one.name, one.value);
for (const [name, value] of Object.entries(sent)) body.set(name, value);
body.set("simpan", uuid);
body.set("sebaris", "1");
try {
const got = await fetch(form.action, { method: "POST", body, keepalive: true });
if (!got.redirected && [200, 409].includes(got.status)) return await got.json();
if (got.status >= 500) return { lost: true, problem: form.dataset.lost };
return { problem: form.dataset.out };
} catch {
return { lost: true, problem: form.dataset.lost };
}
}
function settle(sent) {
kept.drop(sent);
for (const box of boxes) if (box.name in sent) box.dataset.kept = sent[box.name];
}
function tell(row, answer) {
const rest = form.querySelector("[data-others]");
const others = Object.keys(kept.all()).some((name) => !shown.has(name.slice(0, 36)));
rest.hidden = !others;
if (row && !row.querySelector("[aria-invalid=true]")) say(row, answer.kept ? form.dataset.autosave : answer.problem, answer.kept ? "dim" : "error");
else if (!answer.kept && !row) rest.textContent = `${form.dataset.rest} ${answer.problem}`;
}
const all = () => Object.keys(kept.all()).forEach((name) => ask(name.slice(0, 36)));
addEventListener("online", all);
addEventListener("pagehide", all);
addEventListener("beforeunload", (event) => (sending || due.size) && event.preventDefault());
form.addEventListener("focusout", ({ target, relatedTarget: next }) => {
const row = rowOf(target);
if (row && !row.contains(next)) ask(row.dataset.row);
});
form.addEventListener("input", () => {
clearTimeout(pause);
pause = setTimeout(all, PAUSE);
});
all();
const leaveFor = (uuid, href) => ((onward = href), ask(uuid));
return { ask, leaveFor };
}
const START = "#kotak";
const grid = document.querySelector("[data-grid]");
if (grid) begin(grid);
function begin(form) {
const boxes = [...form.querySelectorAll("[data-row] input")];
const kept = keeper(form);
putBack(form, boxes, kept);
const saving = form.dataset.autosave ? autosave(form, boxes, kept) : null;
form.addEventListener("input", ({ target: box }) => boxes.includes(box) && typed(box));
form.addEventListener("focusin", ({ target: box }) => boxes.includes(box) && box.select());
form.addEventListener("keydown", (event) => boxes.includes(event.target) && pressed(event));
if (saving) form.addEventListener("focusout", ({ target: box }) => box.dataset.kept && !box.value && refill(box));
if (location.hash === START) boxes.find((box) => !box.readOnly && !box.value)?.focus();
function typed(box) {
if (box.dataset.letters) box.value = box.value.toUpperCase();
const skipped = saving && box.value === " ";
if (skipped) box.value = box.dataset.kept;
kept.keep([box]);
if (!check(box) && (box.value || skipped) && isLetter(box)) goOn(box);
}
function goOn(box) {
const next = boxes[boxes.indexOf(box) + 1];
if (next) next.focus();
else saving?.ask(rowOf(box).dataset.row);
}
function pressed(event) {
const box = event.target;
const next = event.key.startsWith("Arrow") ? beside(box, event.key) : null;
if (next) {
event.preventDefault();
next.focus();
}
const isTyped = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
if (saving && box.readOnly && isTyped) typedOver(event);
if (event.key !== "Enter") return;
event.preventDefault();
if (saving) leave(rowOf(box));
else rowOf(box).querySelector("button").click();
}
function typedOver(event) {
const { target: box, key: letter } = event;
event.preventDefault();
if (letter === " " || letter.toUpperCase() === box.value) goOn(box);
else say(rowOf(box), form.dataset.fixed);
}
function refill(box) {
box.value = box.dataset.kept;
say(rowOf(box), form.dataset.blank);
}
function leave(row) {
const below = row.nextElementSibling?.querySelector("input");
const onward = document.querySelector("a[rel=next]");
if (below) below.focus();
else if (onward && !row.querySelector("[aria-invalid=true]")) saving.leaveFor(row.dataset.row, onward.href + START);
else saving.ask(row.dataset.row);
}
}
function putBack(form, boxes, kept) {
const open = new Set(boxes.map((box) => box.name.slice(0, 36)));
for (const { dataset } of form.querySelectorAll("[data-row]")) if (!open.has(dataset.row)) kept.dropRow(dataset.row);
const all = kept.all();
for (const box of boxes) {
if (all[box.name] && !box.readOnly && (!box.value || box.value === box.dataset.kept)) box.value = all[box.name];
}
kept.keep(boxes);
}
