function numberOf(text) {
const plain = text.trim().replace(",", ".");
return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}
function dayOf(day, month, year) {
const [d, m, y] = [day, month, year].map((part) => (/^\d+$/.test(part.trim()) ? Number(part) : NaN));
const date = new Date(Date.UTC(y, m - 1, d));
const isReal = y >= 1900 && date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
return isReal ? { y, m, d } : null;
}
function fullMonths(born, on) {
const last = new Date(Date.UTC(on.y, on.m, 0)).getUTCDate();
const isFull = on.d >= Math.min(born.d, last);
return (on.y - born.y) * 12 + on.m - born.m - (isFull ? 0 : 1);
}
function bodyMass(weight, height) {
return Math.round((weight / (height / 100) ** 2) * 10 + 1e-9) / 10;
}
function bandOf(value, limits) {
return limits.findIndex((limit) => limit === "" || value < Number(limit));
}
const OLDEST = 120;
const RANGES = { berat: [2, 300, "kg"], tinggi: [50, 230, "cm"], lila: [5, 60, "cm"] };
const fields = [...document.querySelectorAll("[data-sum] input")];
const written = (value, digits) => value.toFixed(digits).replace(".", ",");
for (const off of document.querySelectorAll("[data-sums-off]")) off.hidden = true;
for (const [name, tell] of Object.entries({ age: tellAge, imt: tellMass, arm: tellArm })) {
for (const box of document.querySelectorAll(`[data-sum=${name}]`)) {
box.querySelector("[data-sum-in]").hidden = false;
box.addEventListener("input", () => show(box, tell(box)));
}
}
today();
addEventListener("pagehide", () => {
for (const field of fields) field.type === "radio" ? (field.checked = false) : (field.value = "");
});
addEventListener("pageshow", today);
function show(box, said) {
box.querySelector("[data-sum-out]").textContent = said;
}
function today() {
const now = new Date();
for (const [part, value] of [["d", now.getDate()], ["m", now.getMonth() + 1], ["y", now.getFullYear()]]) {
for (const field of document.querySelectorAll(`[data-part=hari-${part}]`)) field.value = value;
}
}
function tellAge(box) {
const parts = (name) => ["d", "m", "y"].map((part) => box.querySelector(`[data-part=${name}-${part}]`).value);
if (parts("lahir").some((part) => part.trim() === "") || parts("lahir")[2].trim().length < 4) return "";
const [born, on] = [dayOf(...parts("lahir")), dayOf(...parts("hari"))];
if (!born) return "Tanggal lahir ini tidak ada di kalender. Periksa lagi, misalnya 12 3 2024.";
if (!on) return "Tanggal hitung ini tidak ada di kalender. Periksa lagi.";
const months = fullMonths(born, on);
if (months < 0 || (months === 0 && fullMonths(on, born) > 0)) return "Tanggal lahir ini sesudah tanggal hitung. Periksa keduanya.";
if (months > OLDEST * 12) return "Umurnya lebih dari 120 tahun. Periksa tahun lahir dan tanggal di HP.";
const years = Math.floor(months / 12);
return years ? `${months} bulan penuh = ${years} tahun ${months % 12} bulan.` : `${months} bulan penuh.`;
}
function read(box, name) {
const [least, most, unit] = RANGES[name];
const text = box.querySelector(`#${name}`).value;
const value = numberOf(text);
if (text.trim() === "") return "";
if (name === "tinggi" && value > 0 && value < 3) return "Tulis tinggi dalam sentimeter, misalnya 150.";
if (value === null || value < least || value > most) {
return `${name === "lila" ? "LiLA" : name[0].toUpperCase() + name.slice(1)} ditulis ${least} sampai ${most} ${unit}, boleh dengan koma. Periksa lagi.`;
}
return value;
}
function tellMass(box) {
const [weight, height] = [read(box, "berat"), read(box, "tinggi")];
const fault = [weight, height].find((one) => typeof one === "string" && one !== "");
if (fault) return fault;
if (weight === "" || height === "") return "";
const metres = written(height / 100, height % 1 ? 3 : 2);
return `IMT ${written(bodyMass(weight, height), 1)}. Hitungannya: ${String(weight).replace(".", ",")} : ${metres} : ${metres}.`;
}
function tellArm(box) {
const value = read(box, "lila");
const who = box.querySelector("[name=siapa]:checked")?.value;
for (const row of box.querySelectorAll("tr")) row.classList.remove("is-here");
for (const arm of box.querySelectorAll("[data-arm]")) arm.hidden = Boolean(who) && arm.dataset.arm !== who;
if (typeof value === "string") return value;
if (!who) return "Pilih dulu siapa yang diukur.";
const rows = [...box.querySelectorAll(`[data-arm="${who}"] tr`)];
const here = rows[bandOf(value, rows.map((row) => row.dataset.below ?? "none"))];
if (!here) return "Batas ini masih perlu dipastikan. Catat angkanya, bidan yang menilai.";
here.classList.add("is-here");
const [title, ...text] = [...here.querySelector("td").childNodes].map((node) => node.textContent).filter(Boolean);
return `${String(value).replace(".", ",")} cm: ${title}. ${text.join("")}`;
}
