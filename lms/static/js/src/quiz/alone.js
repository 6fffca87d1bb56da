// The hand-in of a page that has no outbox (a private window, a full phone): kept in the page, and where there is room in
// localStorage, and sent while the page is open.

import { token } from "./fields.js";

export async function deliverHere(sheet) {
  const sealed = sheet.outbox.read() || sheet.sealed;
  if (!sealed || sheet.sending) return;
  sheet.sending = true;
  sheet.say("Mengirim jawaban …");
  try {
    await deliverAs(sheet, sealed);
  } catch (error) {
    sheet.say(
      error.cause
        ? "Belum terkirim: situs sedang sibuk. Jawaban tetap aman di HP ini; dicoba lagi sebentar lagi."
        : sheet.outbox.failed || sheet.full
        ? "Sedang tidak ada sinyal dan HP ini penuh atau tidak dapat menyimpan. Biarkan halaman ini terbuka; dikirim sendiri nanti."
        : "Sedang tidak ada sinyal. Jawaban aman di HP ini dan dikirim sendiri saat halaman ini terbuka dan ada sinyal.",
    );
    // The phone may be online and the server not: no event tells when it is back. Spread, or a class comes all at once.
    setTimeout(() => deliverHere(sheet), 15000 * (1 + Math.random()));
    addEventListener("online", () => deliverHere(sheet), { once: true });
  } finally {
    sheet.sending = false;
  }
}

// As the signed-in kader; where her session has ended, by the authority of the ticket and of this phone.
async function deliverAs(sheet, sealed) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token(sheet.form), envelope: sealed.envelope });
  const answer = await fetch(location.pathname, { method: "POST", redirect: "manual", body });
  if (answer.type === "opaqueredirect") return location.assign(sheet.result);
  if (answer.status === 409) return openPage(await answer.text(), sheet);
  if (answer.status !== 403 && answer.status !== 404) throw new Error("busy", { cause: answer.status });
  const outcome = await syncAlone(sealed);
  if (outcome.kept) sheet.outbox.clear();
  if (outcome.status === 200) location.assign(sheet.result);
  else sheet.say(outcome.message);
}

// Kept by a person's desk; the page says why.
function openPage(html, sheet) {
  sheet.outbox.clear();
  const page = new DOMParser().parseFromString(html, "text/html");
  document.querySelector("main").replaceWith(page.querySelector("main"));
}

async function syncAlone(sealed) {
  const answer = await fetch("/api/v1/sync", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ envelopes: [sealed] }),
  });
  if (!answer.ok) throw new Error("busy", { cause: answer.status });
  return (await answer.json()).outcomes[0];
}
