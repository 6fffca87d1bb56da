// What the judges of all types share: remarks, and a wire answer in the author's keys.

import { small } from "./numbers.js";

export const behind = (letter, pin) => (pin.find(([one]) => one === letter) || [])[1] ?? null;
export const rights = (options) => options.filter((one) => one.correct).map((one) => one.key);
export const remark = (text, correct, chosen, feedback) => ({ text, correct, chosen, feedback: feedback || "" });
export const named = (given) => given !== null && typeof given === "object" && !Array.isArray(given);
export const same = (text) => small(text.trim());

export function told(chosen, options, pin) {
  const of = Object.fromEntries(options.map((one) => [one.key, one]));
  return pin.map(([, key]) => remark(of[key].text, of[key].correct, chosen.includes(key), of[key].feedback));
}

// Named parts in the author's keys; null if one is no part or no choice.
export function parts(given, left, right) {
  if (!named(given)) return null;
  const found = Object.entries(given).map(([part, token]) => [left(part), right(part, token)]);
  return found.some(([part, token]) => part === null || token === null) ? null : Object.fromEntries(found);
}

export const mine = (said, right, why, wrong, key) =>
  right ? [remark(said, true, true, why)] : [remark(said, false, true, wrong), remark(key, true, false, why)];
