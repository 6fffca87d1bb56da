// Every answer is kept on this phone at once, and on the server when there is a network.

import { answers, fill, token } from "./fields.js";

export function keepAnswers(sheet) {
  let before = answers(sheet.form);
  const keep = () => {
    sheet.drafts.write(answers(sheet.form));
    if (!sheet.drafts.failed && !sheet.form.dataset.kept) sheet.say("Jawaban disimpan di HP ini.");
  };
  sheet.form.addEventListener("input", keep);
  sheet.form.addEventListener("change", () => {
    keep();
    const now = answers(sheet.form);
    const waiting = sheet.steps.read() || {};
    for (const position of new Set([...Object.keys(before), ...Object.keys(now)])) {
      if (JSON.stringify(before[position]) === JSON.stringify(now[position])) continue;
      waiting[position] = { id: uuid(), position, answer: now[position] ?? null, number: Date.now() % 2 ** 31 };
    }
    before = now;
    sheet.steps.write(waiting);
    sendSteps(sheet);
  });
  // The same sheet in another tab: what is ticked there stands here too, so that no tab overwrites the other.
  addEventListener("storage", (event) => {
    if (event.key !== `soal:${sheet.form.dataset.ticket}` || !event.newValue) return;
    fill(sheet.form, JSON.parse(event.newValue));
    before = answers(sheet.form);
  });
  addEventListener("online", () => sendSteps(sheet));
  sendSteps(sheet);
}

async function sendSteps(sheet) {
  const waiting = sheet.steps.read() || {};
  const steps = Object.values(waiting);
  if (!steps.length || !navigator.onLine || !token(sheet.form)) return;
  const body = JSON.stringify({ steps });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token(sheet.form) };
  try {
    const answer = await fetch("langkah/", { method: "POST", redirect: "manual", headers, body });
    if (answer.status !== 204) return;
    if (sheet.form.dataset.kept) sheet.say(sheet.form.dataset.kept);
  } catch {
    return; // still kept on this phone
  }
  const left = sheet.steps.read() || {};
  for (const step of steps) if (left[step.position]?.id === step.id) delete left[step.position];
  sheet.steps.write(left);
}


// randomUUID is missing in old browsers and on plain http.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
