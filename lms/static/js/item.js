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
