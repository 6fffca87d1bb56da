// Boxes of the keyboard grid: what is wrong in one, and which is beside it.

export const rowOf = (box) => box.closest("[data-row]");
// One letter fills it: the next key belongs to the next box.
export const isLetter = (box) => Boolean(box.dataset.letters) && !("many" in box.dataset);

function wrong(box) {
  const letters = box.dataset.letters;
  if (!letters) return false;
  const typed = box.value.replace(/[ ,;.+/]/g, "");
  return [...typed].some((letter) => !letters.includes(letter)) || (typed.length > 1 && !("many" in box.dataset));
}

export function say(row, words, kind = "error") {
  const line = row.querySelector("[data-say]");
  line.hidden = !words;
  line.className = kind;
  line.textContent = words;
}

// Is the letter wrong? It is said at once, and the next one takes its place.
export function check(box) {
  const bad = wrong(box);
  box.setAttribute("aria-invalid", bad);
  const what = box.getAttribute("aria-label").split(",")[0];
  say(rowOf(box), bad ? `${what}: ${[...box.dataset.letters].join(", ")}` : "");
  if (bad && isLetter(box)) box.select();
  return bad;
}

// Where an arrow leads from this box; null: nowhere, or the cursor is still on its way through the letters.
export function beside(box, key) {
  const cells = [...rowOf(box).querySelectorAll("input")];
  const at = cells.indexOf(box);
  if (key === "ArrowLeft") return box.selectionStart === 0 ? cells[at - 1] : null;
  if (key === "ArrowRight") return box.selectionEnd === box.value.length ? cells[at + 1] : null;
  const row = rowOf(box);
  const other = key === "ArrowDown" ? row.nextElementSibling : key === "ArrowUp" ? row.previousElementSibling : null;
  return other && [...other.querySelectorAll("input")][at];
}
