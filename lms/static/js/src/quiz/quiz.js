// A sheet of questions, one at a time. Every answer is kept on this phone and, when there is a network, on the server;
// the hand-in is sealed first and then sent until it is received. Without script the form posts itself and the server
// seals the same envelope. A sheet that an officer reads aloud stands whole and is handed in by its form.

import "../look.js";
import { fill } from "./fields.js";
import { handIn } from "./outbox.js";
import { turnPages } from "./pages.js";
import { keepAnswers } from "./steps.js";
import { store } from "./store.js";

const form = document.querySelector("[data-quiz]");
const done = document.querySelector("[data-quiz-done]");

if (form) begin(form);
if (done) for (const kind of ["soal", "di", "langkah", "waktu", "kirim"]) store(`${kind}:${done.dataset.quizDone}`).clear();

function link(href) {
  const link = document.createElement("a");
  Object.assign(link, { href, textContent: "Lihat hasil yang diterima" });
  return link;
}

function begin(form) {
  const { ticket, quiz } = form.dataset;
  const of = (kind) => store(`${kind}:${ticket}`, quiz ? "sessionStorage" : "localStorage");
  const sheet = {
    form,
    drafts: of("soal"),
    place: of("di"),
    steps: of("langkah"),
    times: of("waktu"),
    outbox: of("kirim"),
    items: [...form.querySelectorAll("fieldset[id]")],
    say(text, result) {
      const state = form.querySelector("[data-quiz-state]");
      state.textContent = text;
      if (result) state.append(" ", link(result));
      state.hidden = false;
    },
  };
  fill(form, sheet.drafts.read() || {});
  keepAnswers(sheet);
  if (!quiz) {
    turnPages(sheet);
    handIn(sheet);
  }
  // Pictures come after all that the first answer needs, and before the network goes.
  for (const picture of form.querySelectorAll("[loading]")) picture.loading = "eager";
}
