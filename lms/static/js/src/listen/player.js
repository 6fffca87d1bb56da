// Reads a page aloud with the phone's own voice: a sentence at a time, its paragraph marked. Pausing and a new speed stop
// the voice and begin the sentence anew, since on many phones its own pause never ends.

import { sentences, visible } from "./words.js";

const RATES = [0.75, 1, 1.3];
const SPEEDS = ["pelan", "biasa", "cepat"];
const PATIENCE = 5000; // ms until a voice must have begun
const INSTALL =
  "HP ini belum punya suara bahasa Indonesia. Pasang sekali saat ada sinyal: Setelan, Aksesibilitas, Output text-to-speech, Pasang data suara, Bahasa Indonesia.";

const { tuntas } = globalThis;
let reading = null; // one at a time

tuntas.listen = (box) => {
  reading?.end();
  const voice = tuntas.voice();
  if (!voice) return explain(box);
  reading = read(sentences(box.parentElement), voice, box.querySelector("button"));
};

function read(pieces, voice, opener) {
  let [at, turn, timer, paused] = [0, 0, 0, false];
  const bar = controls();
  const mark = (element) => {
    document.querySelector(".is-said")?.classList.remove("is-said");
    element?.classList.add("is-said");
  };
  const hush = () => {
    turn += 1; // whatever the voice still says of the sentence before is of no concern
    clearTimeout(timer);
    speechSynthesis.cancel();
  };
  const speak = () => {
    const piece = pieces[at];
    if (!piece || !visible(piece.element)) return end();
    const mine = (turn += 1);
    const sentence = new SpeechSynthesisUtterance(piece.text);
    Object.assign(sentence, { voice, lang: voice.lang, rate: RATES[tuntas.settings.read().speed] });
    sentence.onstart = () => clearTimeout(timer);
    sentence.onend = () => mine === turn && ((at += 1), speak());
    sentence.onerror = () => mine === turn && fail();
    mark(piece.element);
    piece.element.scrollIntoView({ block: "center" });
    timer = setTimeout(() => mine === turn && fail(), PATIENCE);
    speechSynthesis.speak(sentence);
    bar.sentence = sentence; // some browsers drop a voice that nothing holds
  };
  const end = () => {
    if (reading?.end !== end) return;
    hush();
    mark(null);
    bar.remove();
    reading = null;
    removeEventListener("pagehide", end);
    document.removeEventListener("keydown", onKey);
    document.removeEventListener("click", look);
    if (at < pieces.length) opener.focus({ preventScroll: true });
  };
  const fail = () => {
    end();
    tuntas.say("Suara berhenti. Bila suara HP ini perlu sinyal, coba lagi saat ada sinyal.");
  };
  const pause = () => {
    paused = !paused;
    bar.go.textContent = paused ? "Lanjut" : "Jeda";
    if (paused) hush();
    else speak();
  };
  const faster = () => {
    tuntas.settings.set({ speed: String((Number(tuntas.settings.read().speed) + 1) % RATES.length) });
    named(bar.speed);
    if (paused) return;
    hush();
    speak();
  };
  const onKey = ({ key }) => key === "Escape" && end();
  const look = () => setTimeout(() => pieces[at] && !visible(pieces[at].element) && end()); // another question is up

  bar.go.addEventListener("click", pause);
  bar.stop.addEventListener("click", () => end());
  bar.speed.addEventListener("click", faster);
  addEventListener("pagehide", end);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", look);
  queueMicrotask(() => {
    speechSynthesis.cancel();
    speak();
    bar.go.focus({ preventScroll: true });
  });
  return { end };
}

function controls() {
  const bar = document.createElement("div");
  bar.className = "listen-bar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Dengarkan");
  for (const [name, text] of [["go", "Jeda"], ["speed", ""], ["stop", "Berhenti"]]) {
    bar[name] = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet btn-small", textContent: text });
    bar.append(bar[name]);
  }
  named(bar.speed);
  const tabs = document.querySelector(".tabs");
  bar.classList.toggle("is-above", Boolean(tabs));
  if (tabs) tabs.before(bar);
  else document.body.append(bar);
  return bar;
}

function named(button) {
  button.textContent = `Kecepatan ${SPEEDS[tuntas.settings.read().speed]}`;
}

function explain(box) {
  const note = box.querySelector(".note") || box.appendChild(document.createElement("p"));
  note.className = "note";
  note.setAttribute("role", "status");
  const recordings = document.querySelector(".audio audio") ? " Rekaman di halaman ini tetap dapat diputar." : "";
  note.textContent = INSTALL + recordings;
}
