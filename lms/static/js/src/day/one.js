// One kader at a station: the sheet as the site rendered it, filled in for her. Saving seals it; a correction of what this
// phone saved names that visit and its reason.

import { envelopeNumber } from "../phone/number.js";
import { dropDraft, keepDraft } from "../visit/draft.js";
import { checkPairs, fillIn, put, visitOf } from "../visit/form.js";
import { make } from "../phone/make.js";
import { back, moment } from "./rows.js";
import { seenHere } from "./seen.js";
import { placeOf, waitingAt } from "./stations.js";
import { noteSaved } from "./store.js";

// ``go(address, words)``: where to next, and what to say there.
export async function drawOne(root, bundle, station, uuid, go) {
  const before = (await seenHere(bundle, placeOf(station))).get(uuid);
  const queue = `#${bundle.event.uuid}/pos/${placeOf(station)}`;
  const said = bundle.people[uuid]?.part?.[placeOf(station)];
  if (!said || before?.state === "ditahan") return go(queue, before?.message || "Kader ini perlu dibuka dengan sinyal.");
  root.replaceChildren(back(queue, station.title), ...fragment(station.sheet));
  root.querySelector("[data-head]").replaceChildren(...fragment(said.head));
  root.querySelector("[data-asked]").replaceChildren(...fragment(said.asked));
  const form = root.querySelector("form");
  form.dataset.visit = uuid;
  form.elements.id.value = envelopeNumber();
  if (before) beginCorrection(root, form, before);
  else form.querySelector("[data-reason]").remove();
  keepDraft(form);
  form.addEventListener("input", () => checkPairs(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (checkPairs(form)) save(bundle, station, form, before, go);
    else form.reportValidity();
  });
}

// Written by the server and kept sealed; never by somebody's words alone.
export const fragment = (html) => new DOMParser().parseFromString(html, "text/html").body.childNodes;

function beginCorrection(root, form, { form: fields, at, code }) {
  const words = `Disimpan dari HP ini ${moment(at)} (${code}). Menyimpan di sini berarti mengoreksi; yang lama tetap tersimpan.`;
  root.querySelector("[data-head]").append(make("div", { className: "note" }, make("b", {}, "Sudah dinilai di pos ini"), make("p", {}, words)));
  fillIn(form, fields);
  const reason = form.querySelector("[data-reason]");
  reason.hidden = false;
  reason.querySelector("input").required = true;
  const button = form.querySelector("button[type=submit]");
  button.textContent = button.dataset.corrects;
}

async function save(bundle, station, form, before, go) {
  const button = form.querySelector("button[type=submit]");
  if (button.disabled) return;
  button.disabled = true;
  const visit = visitOf(form, before?.id);
  const { id, kader, at } = visit;
  let receipt = null;
  try {
    // First what the list remembers: without its row in the outbox it counts for nothing.
    await noteSaved(bundle.event.uuid, { id, kader, place: placeOf(station), at, form: visit.form });
    receipt = await put(form, visit);
  } catch {
    // full
  }
  if (!receipt) {
    button.disabled = false;
    tuntas.say("HP ini tidak dapat menyimpan, mungkin penuh. Isian masih ada: hapus foto atau video yang tidak perlu, lalu simpan lagi.");
    return scrollTo({ top: 0, behavior: "instant" });
  }
  dropDraft(form);
  const told = `Tersimpan di HP (${receipt.code}). Dikirim sendiri saat ada sinyal.`;
  const queue = `#${bundle.event.uuid}/pos/${placeOf(station)}`;
  const [next] = before ? [] : waitingAt(bundle, station, await seenHere(bundle, placeOf(station)));
  return go(next ? `${queue}/${next}` : queue, told);
}
