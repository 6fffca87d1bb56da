// Answers are sealed first and then sent until they are received.

import { answers, token } from "./fields.js";

const SYNC = "/api/v1/sync";

export function handIn(sheet) {
  sheet.form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "simpan") return;
    event.preventDefault();
    seal(sheet);
    send(sheet);
  });
  addEventListener("online", () => send(sheet));
  send(sheet);
}

// Once sealed, the envelope is never built again: the same bytes go out until they are received.
function seal(sheet) {
  if (sheet.outbox.read()) return;
  const { form } = sheet;
  const envelope = {
    v: 1,
    id: form.elements.id.value,
    ticket: form.dataset.ticket,
    answers: answers(form),
    started_at: form.elements.mulai.value,
    finished_at: new Date().toISOString(),
    times: sheet.times.read() || {},
  };
  sheet.sealed = { envelope: JSON.stringify(envelope), credential: form.dataset.credential || null };
  sheet.outbox.write(sheet.sealed);
}

async function send(sheet) {
  const sealed = sheet.outbox.read() || sheet.sealed;
  if (!sealed || sheet.sending) return;
  sheet.sending = true;
  lock(sheet.form);
  sheet.say("Mengirim jawaban …");
  try {
    await deliver(sheet, sealed);
  } catch (error) {
    sheet.say(
      error.cause
        ? "Belum terkirim: situs sedang sibuk. Jawaban tetap aman di HP ini; dicoba lagi sebentar lagi."
        : sheet.outbox.failed
        ? "Sedang tidak ada sinyal dan HP ini tidak dapat menyimpan. Biarkan halaman ini terbuka; dikirim sendiri nanti."
        : "Sedang tidak ada sinyal. Jawaban aman di HP ini dan dikirim sendiri saat halaman ini terbuka dan ada sinyal.",
    );
    // The phone may be online and the server not: no event tells when it is back. Spread, or a class comes all at once.
    setTimeout(() => send(sheet), 15000 * (1 + Math.random()));
  } finally {
    sheet.sending = false;
  }
}

// As the signed-in kader; where her session has ended, by the authority of the ticket and of this phone.
async function deliver(sheet, sealed) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token(sheet.form), envelope: sealed.envelope });
  const answer = await fetch(location.pathname, { method: "POST", redirect: "manual", body });
  if (answer.type === "opaqueredirect") return location.assign(`${location.pathname}hasil/`);
  if (answer.status === 409) return open(await answer.text(), sheet);
  if (answer.status !== 403 && answer.status !== 404) throw new Error("busy", { cause: answer.status });
  const outcome = await sync(sealed);
  if (outcome.kept) sheet.outbox.clear();
  if (outcome.status === 200) location.assign(`${location.pathname}hasil/`);
  else sheet.say(outcome.message);
}

// Kept by a person's desk; the page says why.
function open(html, sheet) {
  sheet.outbox.clear();
  const page = new DOMParser().parseFromString(html, "text/html");
  document.querySelector("main").replaceWith(page.querySelector("main"));
}

async function sync(sealed) {
  const answer = await fetch(SYNC, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ envelopes: [sealed] }),
  });
  if (!answer.ok) throw new Error("busy", { cause: answer.status });
  return (await answer.json()).outcomes[0];
}

function lock(form) {
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  for (const set of form.querySelectorAll("fieldset")) set.disabled = true;
}
