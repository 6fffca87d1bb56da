// Small things of pages that are drawn by script.

// An element with its attributes and what stands in it: texts, never markup.
export function make(tag, set, ...inner) {
  const one = document.createElement(tag);
  for (const [name, value] of Object.entries(set)) name in one ? (one[name] = value) : one.setAttribute(name, value);
  one.append(...inner);
  return one;
}

// "40 detik", "5 menit".
export function spell(seconds) {
  const whole = Math.ceil(seconds);
  return whole < 90 ? `${whole} detik` : `${Math.ceil(whole / 60)} menit`;
}
