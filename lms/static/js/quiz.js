// Keeps the answers of a sheet on this phone until they are handed in, and hands them in later when the network is
// dead. Without script the form posts itself and the server seals the same envelope.

const SYNC = "/api/v1/sync";
const form = document.querySelector("[data-quiz]");
const done = document.querySelector("[data-quiz-done]");

if (form) keep(form);
if (done) store(`soal:${done.dataset.quizDone}`).clear();

function keep(form) {
  const drafts = store(`soal:${form.dataset.ticket}`);
  const outbox = store(`kirim:${form.dataset.ticket}`);
  const say = (text) => {
    const state = form.querySelector("[data-quiz-state]");
    state.textContent = text;
    state.hidden = false;
  };

  fill(form, drafts.read() || {});
  form.addEventListener("change", () => {
    drafts.write(answers(form));
    if (!drafts.failed) say("Jawaban disimpan di HP ini.");
  });
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    seal(form, outbox, say);
  });
  addEventListener("online", () => send(form, outbox, drafts, say));
  send(form, outbox, drafts, say);
}

// Once sealed, the envelope is never built again: the same bytes go out until they are received.
function seal(form, outbox, say) {
  if (!outbox.read()) {
    const envelope = {
      v: 1,
      id: form.elements.id.value,
      ticket: form.dataset.ticket,
      answers: answers(form),
      started_at: form.elements.mulai.value,
      finished_at: new Date().toISOString(),
    };
    outbox.write({ envelope: JSON.stringify(envelope), credential: form.dataset.credential || null });
  }
  if (outbox.failed) {
    say("Sedang tidak ada sinyal dan HP ini tidak dapat menyimpan. Biarkan halaman terbuka, kirim lagi nanti.");
    return;
  }
  lock(form);
  say("Sedang tidak ada sinyal. Jawaban aman di HP ini dan dikirim sendiri saat halaman ini terbuka dan ada sinyal.");
}

async function send(form, outbox, drafts, say) {
  const sealed = outbox.read();
  if (!sealed) return;
  lock(form);
  say("Mengirim jawaban …");
  try {
    const outcome = await post(sealed);
    if (outcome.kept) {
      outbox.clear();
      drafts.clear();
    }
    if (outcome.status === 200) location.assign(`${location.pathname}hasil/`);
    else say(outcome.message);
  } catch {
    say("Belum terkirim. Jawaban tetap aman di HP ini; dicoba lagi sebentar lagi.");
    // The phone may be online and the server not: no event tells when it is back. Spread, or a class comes all at once.
    setTimeout(() => send(form, outbox, drafts, say), 30000 * (1 + Math.random()));
  }
}

async function post(sealed) {
  const answer = await fetch(SYNC, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ envelopes: [sealed] }),
  });
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).outcomes[0];
}

function lock(form) {
  form.querySelector("button").disabled = true;
  for (const set of form.querySelectorAll("fieldset")) set.disabled = true;
}

// As on the server: a text under the name of the item, a list where boxes are ticked, or named parts. What is left open
// is left out.
function answers(form) {
  const found = {};
  for (const field of form.querySelectorAll("[name^=soal-]")) {
    const [, position, part] = field.name.match(/^soal-(\d+g?)-?(.*)$/);
    const value = /radio|checkbox/.test(field.type) && !field.checked ? "" : field.value.trim();
    if (!value) continue;
    if (part) found[position] = { ...found[position], [part]: value };
    else if (field.type === "checkbox") found[position] = [...(found[position] || []), value];
    else found[position] = value;
  }
  return found;
}

function fill(form, found) {
  for (const field of form.querySelectorAll("[name^=soal-]")) {
    const [, position, part] = field.name.match(/^soal-(\d+g?)-?(.*)$/);
    const answer = part ? found[position]?.[part] : found[position];
    if (answer === undefined) continue;
    if (/radio|checkbox/.test(field.type)) field.checked = [answer].flat().includes(field.value);
    else field.value = answer;
  }
}

// A private window or a full phone refuses storage: the page then works as it does without script.
function store(key) {
  const kept = { failed: false };
  const attempt = (act) => {
    try {
      kept.failed = false;
      return act();
    } catch {
      kept.failed = true;
      return null;
    }
  };
  kept.read = () => attempt(() => JSON.parse(localStorage.getItem(key)));
  kept.write = (value) => attempt(() => localStorage.setItem(key, JSON.stringify(value)));
  kept.clear = () => attempt(() => localStorage.removeItem(key));
  return kept;
}
