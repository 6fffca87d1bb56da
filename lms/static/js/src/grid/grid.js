// The keyboard grid: says a wrong letter at once, goes on to the next box, moves with the arrows, saves a row with
// Enter, and keeps what was typed on this computer until its row is saved. With data-autosave a row that was changed
// and left is sent by itself. Without this script the same form works.

import { autosave } from "./autosave.js";
import { beside, check, isLetter, rowOf, say } from "./boxes.js";
import { keeper } from "./keep.js";

const START = "#kotak"; // the page of an address with it begins in its first open box
const grid = document.querySelector("[data-grid]");
if (grid) begin(grid);

function begin(form) {
  const boxes = [...form.querySelectorAll("[data-row] input")];
  const kept = keeper(form);
  putBack(form, boxes, kept);
  const saving = form.dataset.autosave ? autosave(form, boxes, kept) : null;
  form.addEventListener("input", ({ target: box }) => boxes.includes(box) && typed(box));
  form.addEventListener("focusin", ({ target: box }) => boxes.includes(box) && box.select());
  form.addEventListener("keydown", (event) => boxes.includes(event.target) && pressed(event));
  if (saving) form.addEventListener("focusout", ({ target: box }) => box.dataset.kept && !box.value && refill(box));
  if (location.hash === START) boxes.find((box) => !box.readOnly && !box.value)?.focus();

  function typed(box) {
    if (box.dataset.letters) box.value = box.value.toUpperCase();
    const skipped = saving && box.value === " ";
    if (skipped) box.value = box.dataset.kept;
    kept.keep([box]);
    if (!check(box) && (box.value || skipped) && isLetter(box)) goOn(box);
  }

  function goOn(box) {
    const next = boxes[boxes.indexOf(box) + 1];
    if (next) next.focus();
    else saving?.ask(rowOf(box).dataset.row);
  }

  function pressed(event) {
    const box = event.target;
    const next = event.key.startsWith("Arrow") ? beside(box, event.key) : null;
    if (next) {
      event.preventDefault();
      next.focus();
    }
    const isTyped = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (saving && box.readOnly && isTyped) typedOver(event);
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (saving) leave(rowOf(box));
    else rowOf(box).querySelector("button").click();
  }

  // What was seen step by step stays. The same letter goes on, so that a row of paper may be typed as it stands.
  function typedOver(event) {
    const { target: box, key: letter } = event;
    event.preventDefault(); // or the letter would land in the box where the cursor is by then
    if (letter === " " || letter.toUpperCase() === box.value) goOn(box);
    else say(rowOf(box), form.dataset.fixed);
  }

  // What is saved cannot be taken back with nothing.
  function refill(box) {
    box.value = box.dataset.kept;
    say(rowOf(box), form.dataset.blank);
  }

  function leave(row) {
    const below = row.nextElementSibling?.querySelector("input");
    const onward = document.querySelector("a[rel=next]");
    if (below) below.focus();
    else if (onward && !row.querySelector("[aria-invalid=true]")) saving.leaveFor(row.dataset.row, onward.href + START);
    else saving.ask(row.dataset.row);
  }
}

// What was typed on this computer stands in its boxes again; of a row that has none any more it is forgotten.
function putBack(form, boxes, kept) {
  const open = new Set(boxes.map((box) => box.name.slice(0, 36)));
  for (const { dataset } of form.querySelectorAll("[data-row]")) if (!open.has(dataset.row)) kept.dropRow(dataset.row);
  const all = kept.all();
  for (const box of boxes) {
    if (all[box.name] && !box.readOnly && (!box.value || box.value === box.dataset.kept)) box.value = all[box.name];
  }
  kept.keep(boxes);
}
