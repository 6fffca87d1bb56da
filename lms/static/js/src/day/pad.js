// Six digits: to open a list, or to lock it.

import { countDown, digits } from "../phone/lock.js";
import { make, spell } from "../phone/make.js";

const field = (id, label) => {
  const set = { id, className: "input input-big", type: "password", inputMode: "numeric", autocomplete: "off", maxLength: 20, required: true };
  return make("div", { className: "field" }, make("label", { htmlFor: id }, label), make("input", set));
};

// ``labels``: one field each, to be typed alike. ``done(pin)`` says {wait} for a wrong one, {words} for what else went
// wrong, and nothing where it has gone on. ``guarded``: [database, name of the row, its store] in which the wait stands.
export function pinForm({ labels, action, done, guarded, className = "card stack" }) {
  const state = make("p", { className: "note", role: "status", hidden: true });
  const send = make("button", { type: "submit", className: "btn" }, action);
  const form = make("form", { className }, ...labels.map((label, at) => field(`pin-${at}`, label)), state, send);
  const fields = [...form.querySelectorAll("input")];
  const say = (text) => Object.assign(state, { textContent: text, hidden: !text });
  const show = (wait) => {
    for (const one of [send, ...fields]) one.disabled = wait > 0;
    if (wait > 0) return say(`PIN belum cocok. Tunggu ${spell(wait)} lagi, dan biarkan halaman ini terbuka.`);
    return say("Silakan tulis PIN lagi.");
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const pins = fields.map((one) => digits(one.value));
    if (pins.some((pin) => pin.length !== 6)) return say("PIN terdiri dari 6 angka. Silakan tulis lagi.");
    if (pins.some((pin) => pin !== pins[0])) return say("Kedua PIN tidak sama. Silakan tulis lagi.");
    send.disabled = true;
    say("Sebentar …");
    const told = await done(pins[0]).catch(() => ({ words: "HP ini tidak dapat menyimpannya, mungkin penuh. Tidak ada yang hilang." }));
    if (!told) return undefined;
    for (const one of fields) one.value = "";
    if (told.wait > 0) return show(told.wait);
    send.disabled = false;
    say(told.words || "PIN belum cocok. Silakan coba lagi.");
    return fields[0].focus();
  });
  if (guarded) watch(...guarded, show);
  return form;
}

// Counted once a page; whichever form is shown now says what is left.
const shown = new Map();
function watch(db, name, store, show) {
  if (!shown.has(name)) countDown(db, name, (wait) => shown.get(name)(wait), store);
  shown.set(name, show);
  db.get(store, name).then((kept) => kept?.wait > 0 && show(kept.wait));
}
