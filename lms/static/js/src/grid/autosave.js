// Sends rows that were changed, one after the other, again and again until the site has them. Of a row only what is not
// saved goes; the same letters twice are one outcome there. A row of another page goes too: it is typed, so it is sent.

import { rowOf, say } from "./boxes.js";

const PAUSE = 10000; // ms without a key until a row is sent that nobody has left
const AGAIN = 10000;

export function autosave(form, boxes, kept) {
  const due = new Set(); // uuids of kader
  const shown = new Map([...form.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
  let sending = false;
  let timer;
  let pause;
  let onward = ""; // where she goes as soon as everything is saved

  function ask(uuid) {
    due.add(uuid);
    if (!sending) go();
  }

  async function go() {
    clearTimeout(timer);
    sending = true;
    for (const uuid of due) {
      if ((await send(uuid)) === false) {
        timer = setTimeout(go, AGAIN); // everything else waits for the line, too
        break;
      }
    }
    sending = false;
    if (onward && !due.size) location.assign(onward);
  }

  // False: no line, and it stays to be sent.
  async function send(uuid) {
    const row = shown.get(uuid);
    const sent = Object.fromEntries(Object.entries(kept.all()).filter(([name]) => name.startsWith(uuid)));
    due.delete(uuid);
    if (!Object.keys(sent).length || row?.querySelector("[aria-invalid=true]")) return true;
    const answer = await post(uuid, sent);
    if (!answer.lost && answer.kept) settle(sent);
    else if (answer.lost) due.add(uuid);
    if (!answer.kept) onward = "";
    tell(row, answer);
    return !answer.lost;
  }

  async function post(uuid, sent) {
    const body = new URLSearchParams();
    for (const one of form.elements) if (one.name && one.type !== "submit" && !one.closest("[data-row]")) body.set(one.name, one.value);
    for (const [name, value] of Object.entries(sent)) body.set(name, value);
    body.set("simpan", uuid);
    body.set("sebaris", "1");
    try {
      const got = await fetch(form.action, { method: "POST", body, keepalive: true });
      if (!got.redirected && [200, 409].includes(got.status)) return await got.json();
      if (got.status >= 500) return { lost: true, problem: form.dataset.lost };
      return { problem: form.dataset.out }; // her session is over; the same page takes no more
    } catch {
      return { lost: true, problem: form.dataset.lost };
    }
  }

  function settle(sent) {
    kept.drop(sent);
    for (const box of boxes) if (box.name in sent) box.dataset.kept = sent[box.name];
  }

  function tell(row, answer) {
    const rest = form.querySelector("[data-others]");
    const others = Object.keys(kept.all()).some((name) => !shown.has(name.slice(0, 36)));
    rest.hidden = !others;
    if (row && !row.querySelector("[aria-invalid=true]")) say(row, answer.kept ? form.dataset.autosave : answer.problem, answer.kept ? "dim" : "error");
    else if (!answer.kept && !row) rest.textContent = `${form.dataset.rest} ${answer.problem}`;
  }

  const all = () => Object.keys(kept.all()).forEach((name) => ask(name.slice(0, 36)));
  addEventListener("online", all);
  addEventListener("pagehide", all);
  addEventListener("beforeunload", (event) => (sending || due.size) && event.preventDefault());
  form.addEventListener("focusout", ({ target, relatedTarget: next }) => {
    const row = rowOf(target);
    if (row && !row.contains(next)) ask(row.dataset.row);
  });
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(all, PAUSE);
  });
  all(); // what an earlier page could not send
  const leaveFor = (uuid, href) => ((onward = href), ask(uuid));
  return { ask, leaveFor };
}
