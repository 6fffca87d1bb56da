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
const ONE = 10n ** 16n;
const LONGEST = 40;
const UNITS = {
sentimeter: "cm",
milimeter: "mm",
kilogram: "kg",
kilo: "kg",
gram: "g",
gr: "g",
persen: "%",
bln: "bulan",
thn: "tahun",
derajat: "c",
};
const FORMS = [
/^([0-9]{0,12})(?:[.,]([0-9]{0,12}))?$/,
/^([0-9]{1,3}(?:\.[0-9]{3}){1,3})(?:,([0-9]{1,12}))?$/,
/^([0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.([0-9]{1,12}))?$/,
];
const small = (text) => text.toUpperCase().toLowerCase();
const size = (value) => (value < 0n ? -value : value);
function typed(answer, most) {
if (typeof answer !== "string" || [...answer].length > most) return null;
const seen = [...answer].filter((char) => (/\s/.test(char) && char !== "\ufeff") || !/\p{C}/u.test(char));
return seen.join("").split(/\s+/).filter(Boolean).join(" ");
}
function fold(text) {
const plain = small(text.normalize("NFKD").replace(/\p{Mn}/gu, "").replace(/\s+/g, ""));
const kept = plain.replace(/[^\p{L}\p{N}]/gu, (sign, at) =>
/[.,/:-]/.test(sign) && /[0-9]/.test(plain[at - 1]) && /[0-9]/.test(plain[at + 1]) ? sign : "",
);
return kept.replaceAll(".", ",");
}
function readings(text, unit) {
if ([...text].length > LONGEST) return [];
const found = /^([+-]?)([0-9.,]*[0-9][0-9.,]*)((?:[^0-9].*)?)$/.exec(folded(text));
if (!found || (found[3] && !sameUnit(found[3], unit))) return [];
const meant = FORMS.map((form) => form.exec(found[2])).filter(Boolean).map(value);
return [...new Set(meant)].map((one) => (found[1] === "-" ? -one : one));
}
function number(text) {
const found = /^(-?)([0-9]{1,12})(?:[.,]([0-9]{1,12}))?$/.exec(String(text).trim());
return found && (found[1] ? -1n : 1n) * value([0, found[2], found[3]]);
}
function quantity(text) {
const found = /^(-?[0-9][0-9.,]*)\s*((?![0-9])[\p{L}\p{N}][^0-9]*[23]?|[%°][^0-9]*)?$/u.exec(
String(text).normalize("NFKC").trim(),
);
if (!found) return null;
const dotted = FORMS[1].exec(found[1]);
const meant = dotted && !dotted[1].startsWith("0") ? value(dotted) : number(found[1]);
return meant === null ? null : [meant, found[2] || ""];
}
const fits = (text, wanted, tolerance, unit) =>
readings(text, unit).some((one) => size(one - wanted) <= tolerance);
const plain = (text) => Number(String(text).trim().replace(",", "."));
function sameUnit(one, other) {
const [mine, theirs] = [one, other].map((unit) => folded(unit).replace(/^[.,]+|[.,]+$/g, ""));
return (UNITS[mine] || mine) === (UNITS[theirs] || theirs);
}
function folded(text) {
return small(text.normalize("NFKC").replace(/\s+|°/g, "")).replaceAll("\u2212", "-").replaceAll("\u2013", "-");
}
function value([, whole, part]) {
return BigInt(whole.replace(/[.,]/g, "") || 0) * ONE + BigInt((part || "").padEnd(16, "0"));
}
const behind = (letter, pin) => (pin.find(([one]) => one === letter) || [])[1] ?? null;
const rights = (options) => options.filter((one) => one.correct).map((one) => one.key);
const remark = (text, correct, chosen, feedback) => ({ text, correct, chosen, feedback: feedback || "" });
const named = (given) => given !== null && typeof given === "object" && !Array.isArray(given);
const same = (text) => small(text.trim());
function told(chosen, options, pin) {
const of = Object.fromEntries(options.map((one) => [one.key, one]));
return pin.map(([, key]) => remark(of[key].text, of[key].correct, chosen.includes(key), of[key].feedback));
}
function parts(given, left, right) {
if (!named(given)) return null;
const found = Object.entries(given).map(([part, token]) => [left(part), right(part, token)]);
return found.some(([part, token]) => part === null || token === null) ? null : Object.fromEntries(found);
}
const mine = (said, right, why, wrong, key) =>
right ? [remark(said, true, true, why)] : [remark(said, false, true, wrong), remark(key, true, false, why)];
const single = {
parse: (given, { pin }) => behind(given, pin),
score: (answer, { options }) => Number(rights(options).includes(answer)),
feedback: (answer, { options, pin }) => told([answer], options, pin),
};
const multiple = {
parse(given, { pin }) {
const keys = Array.isArray(given) ? given.map((letter) => behind(letter, pin)) : [null];
return keys.includes(null) ? null : [...new Set(keys)].sort();
},
score(answer, { options }) {
const good = rights(options);
const hits = answer.filter((key) => good.includes(key)).length;
return Math.max(0, (2 * hits - answer.length) / good.length);
},
feedback: (answer, { options, pin }) => told(answer, options, pin),
};
const hotspot = {
parse(given, { places, pin }) {
const tap = /^([0-9]{1,3}(?:\.[0-9]{1,3})?);([0-9]{1,3}(?:\.[0-9]{1,3})?)$/.exec(given);
if (!tap) return behind(given, pin);
const [x, y] = [Number(tap[1]), Number(tap[2])];
if (Math.max(x, y) > 100) return null;
const hit = places.find((one) => (x - plain(one.x)) ** 2 + (y - plain(one.y)) ** 2 <= plain(one.r) ** 2);
return hit ? hit.key : tap[0];
},
score: (answer, { places }) => Number(rights(places).includes(answer)),
feedback(answer, { places, pin }) {
const found = told([answer], places, pin);
const beside = "Ketukan Ibu/Bapak di luar semua tempat yang ditanyakan.";
return found.some((one) => one.chosen) ? found : [remark("Tempat lain di gambar", false, true, beside), ...found];
},
};
function sides({ pairs, extra }) {
const found = new Map();
for (const pair of [...pairs].sort((one, other) => (one.key < other.key ? -1 : 1))) {
if (!found.has(same(pair.right))) found.set(same(pair.right), [pair.key, pair.right]);
}
return Object.fromEntries([...found.values(), ...(extra || []).map((text) => [`+${text}`, text])]);
}
const isPaired = (pair, answer, texts) => answer[pair.key] !== undefined && same(texts[answer[pair.key]]) === same(pair.right);
const matching = {
parse: (given, { pin }) => parts(given, (left) => behind(left, pin.lefts), (_, right) => behind(right, pin.rights)),
score: (answer, item) => item.pairs.filter((pair) => isPaired(pair, answer, sides(item))).length / item.pairs.length,
feedback(answer, item) {
const texts = sides(item);
return item.pin.lefts.map(([, key]) => {
const pair = item.pairs.find((one) => one.key === key);
const [chosen, right] = [answer[key], isPaired(pair, answer, texts)];
const why = chosen !== undefined && !right ? `Pasangannya: ${pair.right}. ${pair.feedback || ""}`.trim() : pair.feedback;
const text = `${pair.left}: ${chosen === undefined ? pair.right : texts[chosen]}`;
return remark(text, right || chosen === undefined, chosen !== undefined, why);
});
},
};
const ordering = {
parse: (given, { pin }) =>
parts(given, (letter) => behind(letter, pin), (_, place) => (pin.some((__, at) => String(at + 1) === place) ? place : null)),
score(answer, { steps }) {
const taken = Object.values(answer);
const at = (step) => (taken.filter((place) => place === answer[step.key]).length === 1 ? Number(answer[step.key]) : NaN);
return steps.slice(1).filter((step, before) => at(step) === at(steps[before]) + 1).length / (steps.length - 1);
},
feedback(answer, item) {
const right = ordering.score(answer, item) === 1;
const word = right ? "Urutannya sudah tepat." : "Urutannya belum tepat. Yang benar ada di bawah.";
const steps = item.steps.map((step, at) => {
const given = answer[step.key] ?? String(at + 1);
return remark(`${at + 1}. ${step.text}${given === String(at + 1) ? "" : ` (Ibu/Bapak: nomor ${given})`}`, false, false);
});
return [remark(word, right, true, item.feedback), ...steps];
},
};
const scenario = {
parse(given, { pin }) {
const scene = (number) => pin.find(([one]) => one === number);
return parts(given, (number) => scene(number)?.[1] ?? null, (number, letter) => (scene(number) ? behind(letter, scene(number)[2]) : null));
},
score: (answer, { scenes }) => scenes.filter((scene) => rights(scene.options).includes(answer[scene.key])).length / scenes.length,
feedback: (answer, { scenes }) =>
scenes.flatMap((scene, at) => {
const chosen = scene.options.filter((one) => one.key === answer[scene.key]);
const others = scene.options.filter((one) => one.correct && one.key !== answer[scene.key]);
return [...chosen, ...others].map((one) =>
remark(`Adegan ${at + 1}: ${one.text}`, one.correct, one.key === answer[scene.key], one.feedback),
);
}),
};
const unitOf = (item) => item.unit || quantity(item.value)?.[1] || "";
function numericFits(text, wanted, item) {
const [value, tolerance] = [quantity(wanted), quantity(item.tolerance || "0")];
return Boolean(value && tolerance) && fits(text, value[0], tolerance[0], unitOf(item));
}
function withUnit(text, item) {
const written = quantity(text);
return written && !written[1] && unitOf(item) ? `${text}\u00a0${unitOf(item)}` : text;
}
const numeric = {
parse: (given) => typed(given, 40),
score: (answer, item) => Number(numericFits(answer, item.value, item)),
feedback(answer, item) {
const error = (item.errors || []).find((one) => numericFits(answer, one.value, item));
const wrong = readings(answer, unitOf(item)).length ? "" : "Tulis angkanya saja, misalnya 12,5.";
const right = numeric.score(answer, item) === 1;
return mine(withUnit(answer, item), right, item.feedback, error ? error.feedback : wrong, withUnit(item.value, item));
},
};
const says = (one, other) => fold(one) !== "" && fold(one) === fold(other);
const short = {
parse: (given) => typed(given, 80),
score: (answer, { accepted }) => Number(accepted.some((text) => says(answer, text))),
feedback(answer, item) {
const error = (item.errors || []).find((one) => says(answer, one.text));
return mine(answer, short.score(answer, item) === 1, item.feedback, error && error.feedback, item.accepted[0]);
},
};
const values = (text) => text.split("/").map((one) => quantity(one)[0]);
const wanted = ({ pin, reading }) => values(reading).slice(0, pin.length);
const reading = {
parse(given, { pin }) {
if (!named(given) || Object.keys(given).some((part) => !pin.includes(part))) return null;
const found = pin.filter((part) => part in given).map((part) => [part, typed(given[part], 40)]);
return found.some(([, text]) => text === null) ? null : Object.fromEntries(found);
},
score(answer, item) {
const most = quantity(item.tolerance || "0")[0];
const good = wanted(item).filter((value, at) => fits(answer[item.pin[at]] || "", value, most, item.aid.unit));
return good.length / wanted(item).length;
},
feedback(answer, item) {
const right = reading.score(answer, item) === 1;
const key = item.reading.split("/").map((text) => text.trim());
return mine(said(answer, item), right, item.feedback, right ? "" : misread(answer, item), said(Object.fromEntries(item.pin.map((part, at) => [part, key[at]])), item));
},
};
function said(answer, item) {
const given = wanted(item).map((_, at) => answer[item.pin[at]] || "…");
const bare = given.every((text) => [...text].every((char) => /\p{Nd}|[….,/]/u.test(char)));
return given.join("/") + (bare ? `\u00a0${item.aid.unit}` : "");
}
function misread(answer, item) {
const { aid } = item;
const read = wanted(item).map((_, at) => readings(answer[item.pin[at]] || "", aid.unit));
const error = (item.errors || []).find((one) =>
values(one.value).every((value, at) => at >= read.length || read[at].includes(value)),
);
if (error) return error.feedback;
if (!read.every((some) => some.length)) return `Tulis angkanya saja, dalam ${aid.unit}.`;
const [given, truth] = [read.map(([first]) => first), wanted(item)];
if (truth.length > 1 && given.every((one, at) => one === truth[truth.length - 1 - at])) {
return "Kedua angka tertukar. Angka atas ditulis lebih dulu.";
}
const most = quantity(item.tolerance || "0")[0];
const at = given.findIndex((one, place) => size(one - truth[place]) > most);
return at < 0 ? "" : slip(aid, given[at], truth[at]);
}
function slip(aid, given, truth) {
const [step, edge, off, one] = [number(aid.step), number(aid.far_edge), size(given - truth), number("1")];
if ([1, 10, 100, 10000, 100000].some((factor) => size((given * BigInt(factor)) / 1000n - truth) < step)) {
return `Koma atau satuannya bergeser. Tulis dalam ${aid.unit}.`;
}
if (aid.digital) return "Salin angka di layar satu per satu, juga angka di belakang koma.";
if (given % one === 0n && off < one) {
return "Angkanya dibulatkan. Hitung garis kecil sesudah angka besar, lalu tulis satu angka di belakang koma.";
}
if (edge && size(off - edge) <= step * 2n) return "Itu tepi papan geser yang jauh. Baca di tepi yang menempel pada anak.";
if (given + truth === 2n * (truth / one + 1n) * one) {
return "Garis kecil dihitung dari angka besar yang lebih kecil, searah skala.";
}
if (off <= step * 3n) return "Meleset satu atau beberapa garis. Baca dengan mata sejajar penunjuk.";
return "Lihat dulu angka besar di bawah penunjuk, lalu hitung garis kecilnya.";
}
const HALF = 5n * 10n ** 15n;
const kms = {
parse(given, item) {
const asked = item.pin.judge ? ["titik", "arah"] : ["titik"];
if (!named(given) || !Object.keys(given).length || Object.keys(given).some((part) => !asked.includes(part))) return null;
const place = "titik" in given ? placed(given.titik, item) : [];
if (!place || ("arah" in given && !["N", "T"].includes(given.arah))) return null;
const [umur, berat] = place;
return { ...(umur && { umur, berat }), ...("arah" in given && { arah: given.arah }) };
},
score(answer, item) {
if (!stands(answer, item)) return 0;
return !item.judge || answer.arah === item.judge ? 1 : 0.5;
},
feedback(answer, item) {
const key = { umur: String(item.age_months), berat: item.weight.trim(), ...(item.judge && { arah: item.judge }) };
return mine(where(answer), kms.score(answer, item) === 1, item.feedback, missed(answer, item), where(key));
},
};
function placed(given, { pin, aid }) {
const point = pin.points.find(([letter]) => letter === given);
if (point) return point.slice(1);
const tap = /^([0-9]{1,3}(?:\.[0-9]{1,3})?);([0-9]{1,3}(?:\.[0-9]{1,3})?)$/.exec(given);
if (!tap) return null;
const across = ((Number(tap[1]) * aid.width) / 100 - aid.left) / (aid.right - aid.left);
const up = (aid.bottom - (Number(tap[2]) * aid.height) / 100) / (aid.bottom - aid.top);
return [even(aid.start + across * aid.span, 1), even(aid.low + up * (aid.high - aid.low), 2)];
}
function even(value, digits) {
const fine = value * 10 ** digits;
if (Math.abs(fine % 1) !== 0.5) return value.toFixed(digits);
return (2 * Math.round(fine / 2) / 10 ** digits).toFixed(digits);
}
const offBy = (answer, item) => [
size(number(answer.umur) - number(item.age_months)),
size(number(answer.berat) - number(item.weight)),
];
function stands(answer, item) {
if (!answer.umur) return false;
const [months, kilos] = offBy(answer, item);
return months < HALF && kilos <= number(item.tolerance_weight);
}
function missed(answer, item) {
if (stands(answer, item)) return "Titiknya tepat. Bandingkan lagi dengan titik bulan lalu: naik mengikuti pita, mendatar, atau turun?";
if (!answer.umur) return "Letakkan dulu titiknya, baru tentukan naik atau tidak.";
if (offBy(answer, item)[0] >= HALF) return "Titik berdiri di garis umur yang lain. Cari umurnya di bawah, lalu naik lurus.";
return "Titik berdiri di garis berat yang lain. Garis tebal tiap 1 kg, garis tipis tiap setengah kg.";
}
function where({ umur, berat, arah }) {
const neat = (text) => text.replace(",", ".").replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "").replace(".", ",");
const place = umur ? `umur ${neat(umur)} bulan, ${neat(berat)}\u00a0kg` : "titik kosong";
return arah ? `${place}, ${arah}` : place;
}
const KINDS = {
single,
truefalse: single,
multiple,
hotspot,
matching,
ordering,
scenario,
numeric,
short,
reading,
kms,
};
function judge(item, given) {
const kind = KINDS[item.type];
const answer = given === undefined ? null : kind.parse(given, item);
return answer === null ? null : { share: kind.score(answer, item), remarks: kind.feedback(answer, item) };
}
const round = document.querySelector("[data-practice]");
if (round) beginRound(round);
function beginRound(round) {
const forms = [...round.querySelectorAll("form")];
const find = (name) => round.querySelector(`[data-practice-${name}]`);
const [end, where] = [find("end"), find("where")];
const shares = [];
let at = -1;
const show = (to) => {
at = to;
forms.forEach((form, index) => (form.hidden = index !== at));
end.hidden = at < forms.length;
where.hidden = !end.hidden;
if (end.hidden) {
where.querySelector("b").textContent = `${at + 1} dari ${forms.length}`;
where.querySelector("progress").value = at + 1;
} else {
finish(round, find("score"), shares);
}
};
const turn = (to) => {
show(to);
(forms[at] || end).querySelector("[tabindex]").focus();
scrollTo(0, 0);
};
forms.forEach((form, index) => {
const [check, next] = form.querySelectorAll("button.btn");
form.addEventListener("submit", (event) => {
event.preventDefault();
if (check.hidden) return;
const said = judge(JSON.parse(form.dataset.key), answers(form)[index + 1]);
form.querySelector("[data-practice-empty]").hidden = said !== null;
if (!said) return;
shares[index] = said.share;
tell(round, form, said.remarks);
check.hidden = true;
next.hidden = false;
form.querySelector("[data-practice-said]").focus();
});
next.addEventListener("click", () => turn(index + 1));
form.addEventListener(
"error",
() => {
const instead = Number(form.dataset.instead) - 1;
form.querySelector("[data-practice-blind]").hidden = false;
form.querySelector("fieldset").hidden = check.hidden = true;
next.hidden = false;
if (instead > index) next.addEventListener("click", () => turn(instead));
},
true,
);
});
find("again").addEventListener("click", () => location.reload());
find("key").hidden = false;
show(0);
}
function tell(round, form, remarks) {
const said = form.querySelector("[data-practice-said]");
said.append(...remarks.map((one) => note(round, one)));
said.hidden = false;
const why = form.querySelector("[data-practice-why]");
if (why) why.hidden = false;
form.querySelector("[data-practice-form]").hidden = true;
}
function note(round, { text, correct, chosen, feedback }) {
const kind = `${Number(correct)}${Number(chosen)}`;
const made = round.querySelector(`template[data-remark="${kind}"]`).content.firstElementChild.cloneNode(true);
const [words, why] = made.querySelectorAll("p");
words.textContent = text;
if (feedback && why) why.textContent = feedback;
else why?.remove();
return made;
}
function finish(round, score, shares) {
const [right, done] = [shares.filter((share) => share === 1).length, shares.filter((share) => share !== undefined).length];
score.textContent = `${right} dari ${done} soal langsung tepat.`;
score.hidden = !done;
const { practice: module, title } = round.dataset;
if (done) globalThis.tuntas?.outbox?.put("practice", { module, asked: done, right }, { title })?.catch(() => null);
}
