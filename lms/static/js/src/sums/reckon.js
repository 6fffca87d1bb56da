// The arithmetic of the cards, and nothing else: no judgement, no memory.

// "11,5" and "11.5" are one number; anything else is none.
export function numberOf(text) {
  const plain = text.trim().replace(",", ".");
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

// A day that the calendar has, as {y, m, d}; else null.
export function dayOf(day, month, year) {
  const [d, m, y] = [day, month, year].map((part) => (/^\d+$/.test(part.trim()) ? Number(part) : NaN));
  const date = new Date(Date.UTC(y, m - 1, d));
  const isReal = y >= 1900 && date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
  return isReal ? { y, m, d } : null;
}

// Full months, never rounded up. Born on the 31st: full on the last day of a shorter month. Negative: not yet born.
export function fullMonths(born, on) {
  const last = new Date(Date.UTC(on.y, on.m, 0)).getUTCDate();
  const isFull = on.d >= Math.min(born.d, last);
  return (on.y - born.y) * 12 + on.m - born.m - (isFull ? 0 : 1);
}

// Weight (kg) by height (cm) squared, to one decimal, half up.
export function bodyMass(weight, height) {
  return Math.round((weight / (height / 100) ** 2) * 10 + 1e-9) / 10;
}

// The first band whose limit the number is under; limits in order, the last one open ("").
export function bandOf(value, limits) {
  return limits.findIndex((limit) => limit === "" || value < Number(limit));
}
