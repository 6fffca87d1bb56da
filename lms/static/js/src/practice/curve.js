// A point on the growth curve, and N or T.

import { mine, named } from "./common.js";
import { number, size } from "./numbers.js";

const HALF = 5n * 10n ** 15n;

export const kms = {
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

// Age and weight of a letter, or of a place in percent of the picture.
function placed(given, { pin, aid }) {
  const point = pin.points.find(([letter]) => letter === given);
  if (point) return point.slice(1);
  const tap = /^([0-9]{1,3}(?:\.[0-9]{1,3})?);([0-9]{1,3}(?:\.[0-9]{1,3})?)$/.exec(given);
  if (!tap) return null;
  const across = ((Number(tap[1]) * aid.width) / 100 - aid.left) / (aid.right - aid.left);
  const up = (aid.bottom - (Number(tap[2]) * aid.height) / 100) / (aid.bottom - aid.top);
  return [even(aid.start + across * aid.span, 1), even(aid.low + up * (aid.high - aid.low), 2)];
}

// To so many decimals; exactly between two, to the even one.
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
