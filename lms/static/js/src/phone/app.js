// On every page for kader, before every other script. What the bundles of a page share stands on ``tuntas``.

import { database } from "./db.js";
import { keepCards } from "./cards.js";
import { flagHere } from "./flags.js";
import { markLessons } from "./study.js";
import { register } from "./register.js";
import { outboxAtNeed } from "./waits.js";
import { tellSaved } from "./saved.js";
import { beginSettings, settings } from "./settings.js";
import { bestVoice, offerVoice } from "./voice.js";
import { changePerson, endTurn, people, pinIsFresh, seal, sealBy, tellLeft, tellPhone, turn } from "./turn.js";
import { drawTurn, motifName, picture, watchTurn } from "./whose.js";

globalThis.tuntas = {
  db: database(),
  turn,
  people,
  seal,
  sealBy,
  pinIsFresh,
  say,
  corner: { changePerson, drawTurn, endTurn, motifName, people, picture, tellLeft, tellPhone, turn },
  settings,
  voice: bestVoice,
};

// One line at the top of the page for what happens without a tap; read aloud by screen readers.
function say(text) {
  let line = document.querySelector("[data-say]");
  if (!line) {
    line = document.createElement("p");
    line.className = "note";
    line.dataset.say = "";
    line.setAttribute("role", "status");
    document.querySelector("main").prepend(line);
  }
  line.textContent = text;
}

tuntas.outbox = outboxAtNeed(tuntas.db, () => tuntas.turn());

markLessons(tuntas.db, tuntas.outbox, () => tuntas.turn());
flagHere();
tellSaved(tuntas.db);
beginSettings();
offerVoice();
watchTurn();
// Without a worker nothing kept could be read.
register().then(() => navigator.serviceWorker && keepCards(globalThis.tuntas.db)).catch(() => {});
