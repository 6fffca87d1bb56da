// What is ticked of a kader and not saved yet, as long as this tab lives: a penilai sees two side by side, or taps
// *Kembali* too early. It names nobody but by number.

import { fieldsOf, fillIn } from "./form.js";

const draftName = (event, place, kader) => `visit.draft:${event}/${place}/${kader}`;
const draftOf = ({ event, group, station, visit }) => draftName(event, `${group}/${station}`, visit);

// Puts back what was ticked here, and notes each change.
export function keepDraft(form) {
  const name = draftOf(form.dataset);
  const { profile } = form.dataset;
  const left = JSON.parse(sessionStorage.getItem(name));
  if (left?.profile === profile) fillIn(form, left.fields);
  form.addEventListener("input", () => sessionStorage.setItem(name, JSON.stringify({ profile, fields: fieldsOf(form) })));
}

export const dropDraft = (form) => sessionStorage.removeItem(draftOf(form.dataset));
export const hasDraft = (event, place, kader) => sessionStorage.getItem(draftName(event, place, kader)) !== null;

// In the queue of the site: who was begun.
export function markBegun() {
  for (const link of document.querySelectorAll("[data-waiting] a")) {
    const [, event, place, kader] = link.pathname.match(/^\/kegiatan\/([^/]+)\/nilai\/pos\/([^/]+\/[^/]+)\/([^/]+)\//) || [];
    if (!event || !hasDraft(event, place, kader) || link.querySelector(".chip")) continue;
    const chip = Object.assign(document.createElement("span"), { className: "chip chip-warn", textContent: "belum disimpan" });
    link.querySelector(".row-in").append(chip);
  }
}
