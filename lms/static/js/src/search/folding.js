// Words as they are compared: the very same as modules/search/folding.py, which made the index.

const ENDINGS = ["nya", "lah", "kah", "kan", "an", "i"];
const LEAST = 4;
const NASAL = [["ny", "s"], ["ng", ""], ["m", "p"], ["n", "t"]];
const STOP = new Set(
  ("ada adalah agar akan atau bagi bila bisa bapak dalam dan dapat dari dengan di hari ia ibu ini itu juga kader ke " +
    "kepada kita lalu maka mereka oleh pada para saat saja sampai satu saya sebagai secara sesudah sudah supaya untuk " +
    "yang").split(" "),
);

export function wordsOf(text) {
  const plain = text.toLowerCase().normalize("NFKD").replace(/[^\x00-\x7f]/g, "");
  const found = plain.match(/[a-z0-9]+/g) || [];
  return found.filter((word) => !STOP.has(word) && (word.length > 1 || /\d/.test(word))).map(stem);
}

function stem(word) {
  if (!/^[a-z]+$/.test(word)) return word;
  const ending = ENDINGS.find((one) => word.endsWith(one) && word.length - one.length >= LEAST);
  if (ending) word = word.slice(0, -ending.length);
  if (/^[mp]e/.test(word)) return afterNasal(word);
  const beginning = ["ber", "ter", "di"].find((one) => word.startsWith(one) && word.length - one.length >= LEAST);
  return beginning ? word.slice(beginning.length) : word;
}

function afterNasal(word) {
  const rest = word.slice(2);
  const [nasal, swallowed] = NASAL.find(([one]) => rest.startsWith(one)) || [];
  if (nasal === undefined) return word;
  const bare = rest.slice(nasal.length);
  const whole = /^[aeiou]/.test(bare) ? swallowed + bare : bare;
  return whole.length >= LEAST ? whole : word;
}
