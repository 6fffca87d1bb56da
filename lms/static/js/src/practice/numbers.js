// Typed words and numbers, read as the server reads them (assessments/types/typed.py and numbers.py). Numbers are
// decimals: whole numbers of ten-quadrillionths, so that 0,1 is 0,1.

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

export const small = (text) => text.toUpperCase().toLowerCase();
export const size = (value) => (value < 0n ? -value : value);

// On one line, without what cannot be seen. Null: no text, or longer than its field.
export function typed(answer, most) {
  if (typeof answer !== "string" || [...answer].length > most) return null;
  const seen = [...answer].filter((char) => (/\s/.test(char) && char !== "\ufeff") || !/\p{C}/u.test(char));
  return seen.join("").split(/\s+/).filter(Boolean).join(" ");
}

// Case, accents, spaces and punctuation do not count; what stands between two digits does, a point there like a comma.
export function fold(text) {
  const plain = small(text.normalize("NFKD").replace(/\p{Mn}/gu, "").replace(/\s+/g, ""));
  const kept = plain.replace(/[^\p{L}\p{N}]/gu, (sign, at) =>
    /[.,/:-]/.test(sign) && /[0-9]/.test(plain[at - 1]) && /[0-9]/.test(plain[at + 1]) ? sign : "",
  );
  return kept.replaceAll(".", ",");
}

// Every number the text can mean, the plainest first; none where it names another unit.
export function readings(text, unit) {
  if ([...text].length > LONGEST) return [];
  const found = /^([+-]?)([0-9.,]*[0-9][0-9.,]*)((?:[^0-9].*)?)$/.exec(folded(text));
  if (!found || (found[3] && !sameUnit(found[3], unit))) return [];
  const meant = FORMS.map((form) => form.exec(found[2])).filter(Boolean).map(value);
  return [...new Set(meant)].map((one) => (found[1] === "-" ? -one : one));
}

// A number as an author writes it. Null: none.
export function number(text) {
  const found = /^(-?)([0-9]{1,12})(?:[.,]([0-9]{1,12}))?$/.exec(String(text).trim());
  return found && (found[1] ? -1n : 1n) * value([0, found[2], found[3]]);
}

// Number and unit as a fact writes them; dots before three digits mean thousands. Null: no number.
export function quantity(text) {
  const found = /^(-?[0-9][0-9.,]*)\s*((?![0-9])[\p{L}\p{N}][^0-9]*[23]?|[%°][^0-9]*)?$/u.exec(
    String(text).normalize("NFKC").trim(),
  );
  if (!found) return null;
  const dotted = FORMS[1].exec(found[1]);
  const meant = dotted && !dotted[1].startsWith("0") ? value(dotted) : number(found[1]);
  return meant === null ? null : [meant, found[2] || ""];
}

export const fits = (text, wanted, tolerance, unit) =>
  readings(text, unit).some((one) => size(one - wanted) <= tolerance);

// A decimal as a number, for places on a picture.
export const plain = (text) => Number(String(text).trim().replace(",", "."));

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
