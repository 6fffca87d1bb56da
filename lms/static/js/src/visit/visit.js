// One kader at one station, also when the signal goes while this page is open: what was seen goes into the outbox, and the
// next one comes. Without script, without a database or a key to seal with, the form posts.

import { daysKept } from "../day/old.js";
import { fetchAhead, nextSheet, noteSeen } from "./ahead.js";
import { dropDraft, keepDraft, markBegun } from "./draft.js";
import { checkPairs, put, visitOf } from "./form.js";

const SEND_PATIENCE = 4000;
const LAST = "visit.last"; // in sessionStorage: what the queue says first
const saved = new Set(); // ids of what was saved on this page and not told about yet

begin();

async function begin() {
  tellLast();
  addEventListener("pageshow", markBegun); // also where *Kembali* brings the queue back as it was
  const form = document.querySelector("form[data-visit]");
  if (!form || !globalThis.crypto?.subtle || !(await tuntas?.db)) return;
  noteSeen(location.pathname);
  watch(form);
  document.addEventListener("tuntas:outbox", tellHeld);
  addEventListener("online", () => fetchAhead(form.dataset.queue));
  await tuntas.outbox.waits().catch(() => null); // what keeps it is here before the line goes
  fetchAhead(form.dataset.queue);
}

function tellLast() {
  const told = sessionStorage.getItem(LAST);
  if (told) tuntas.say(told);
  sessionStorage.removeItem(LAST);
}

function watch(form) {
  keepDraft(form);
  form.addEventListener("input", () => checkPairs(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (checkPairs(form)) save(form);
    else form.reportValidity();
  });
}

async function save(form) {
  const button = form.querySelector("button[type=submit]");
  if (button.disabled) return;
  button.disabled = true;
  let receipt = null;
  try {
    receipt = await put(form, visitOf(form));
  } catch {
    // full, or its script never came
  }
  if (!receipt) {
    button.disabled = false;
    return form.submit();
  }
  saved.add(receipt.id);
  dropDraft(form);
  noteSeen(location.pathname);
  await goOn(form, receipt);
}

async function goOn(form, { id, code }) {
  const told = `Tersimpan di HP (${code}). Dikirim sendiri saat ada sinyal.`;
  const { queue } = form.dataset;
  const next = nextSheet();
  if (next) {
    show(next, told);
    return void fetchAhead(queue);
  }
  for (const set of form.querySelectorAll("fieldset")) set.disabled = true;
  if (!navigator.onLine) return stay(form, told);
  const row = await arrived(id); // or the queue would still show her
  if (!navigator.onLine) return stay(form, told);
  const sent = row?.state === "ditahan" ? row.message : `Tersimpan dan sudah terkirim (${code}).`;
  sessionStorage.setItem(LAST, row ? sent : told);
  return location.assign(queue);
}

// The row when the site has answered; null: it has not yet.
function arrived(id) {
  return new Promise((go) => {
    const look = async () => {
      const row = (await tuntas.outbox.rows()).find((one) => one.id === id);
      if (row?.state !== "menunggu") go(row);
    };
    document.addEventListener("tuntas:outbox", look);
    setTimeout(() => go(null), SEND_PATIENCE);
    look();
  });
}

function show({ address, page }, told) {
  document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
  document.title = page.title;
  history.replaceState(null, "", address);
  noteSeen(address);
  watch(document.querySelector("form[data-visit]"));
  tuntas.say(told);
  scrollTo({ top: 0, behavior: "instant" });
  document.querySelector("main").focus({ preventScroll: true });
}

// Nobody else's sheet is here: it comes with the signal, or from the list of the day, where this phone keeps it.
async function stay(form, told) {
  const { event, group, station } = form.dataset;
  if ((await daysKept(await tuntas.db, event)).length) {
    sessionStorage.setItem(LAST, told);
    return location.assign(`/hari-penilaian/#${event}/pos/${group}/${station}`);
  }
  tuntas.say(`${told} Kader berikutnya dibuka saat ada sinyal.`);
  scrollTo({ top: 0, behavior: "instant" });
  return addEventListener("online", () => location.assign(form.dataset.queue), { once: true });
}

// What an officer looks at now, in the words of the site; the page is still open.
async function tellHeld() {
  for (const row of await tuntas.outbox.rows()) {
    if (!saved.has(row.id) || row.state === "menunggu") continue;
    saved.delete(row.id);
    if (row.state === "ditahan") tuntas.say(row.message);
  }
}
