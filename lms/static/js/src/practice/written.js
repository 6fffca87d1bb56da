// Types in which words and numbers are typed.

import { mine, named } from "./common.js";
import { fits, fold, number, quantity, readings, size, typed } from "./numbers.js";

const unitOf = (item) => item.unit || quantity(item.value)?.[1] || "";

function numericFits(text, wanted, item) {
  const [value, tolerance] = [quantity(wanted), quantity(item.tolerance || "0")];
  return Boolean(value && tolerance) && fits(text, value[0], tolerance[0], unitOf(item));
}

function withUnit(text, item) {
  const written = quantity(text);
  return written && !written[1] && unitOf(item) ? `${text}\u00a0${unitOf(item)}` : text;
}

export const numeric = {
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

export const short = {
  parse: (given) => typed(given, 80),
  score: (answer, { accepted }) => Number(accepted.some((text) => says(answer, text))),
  feedback(answer, item) {
    const error = (item.errors || []).find((one) => says(answer, one.text));
    return mine(answer, short.score(answer, item) === 1, item.feedback, error && error.feedback, item.accepted[0]);
  },
};

const values = (text) => text.split("/").map((one) => quantity(one)[0]);
const wanted = ({ pin, reading }) => values(reading).slice(0, pin.length);

export const reading = {
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
