// Answers are sealed first and then sent until they are received: by the phone's outbox, which also sends them from any
// other page; by this page alone where there is no outbox, or where only her session opens the sheet.

import { answers } from "./fields.js";
import { framed } from "./frame.js";
import { deliverHere } from "./alone.js";

export async function handIn(sheet) {
  const { form } = sheet;
  sheet.result = `${location.pathname}hasil/`;
  const ready = framed().then(() => (sheet.box = "session" in form.dataset ? null : globalThis.tuntas?.outbox));
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.name === "simpan") return;
    event.preventDefault();
    const given = answers(form);
    lock(form);
    await ready;
    await seal(sheet, given);
    follow(sheet);
  });
  await ready;
  document.addEventListener("tuntas:outbox", () => showState(sheet));
  const room = await sheet.box?.room().catch(() => "");
  if (room) globalThis.tuntas.say(room);
  if ((await sheetRow(sheet)) || sheet.outbox.read()) follow(sheet);
}

const sheetRow = async (sheet) => (await sheet.box?.rows().catch(() => []))?.find(({ sheet: of }) => of === sheet.result);

// Once sealed, the envelope is never built again: the same bytes go out until they are received.
async function seal(sheet, given) {
  if ((await sheetRow(sheet)) || sheet.outbox.read()) return;
  const { form } = sheet;
  const whole = {
    id: form.elements.id.value,
    ticket: form.dataset.ticket,
    answers: given,
    started_at: form.elements.mulai.value,
    finished_at: new Date().toISOString(),
    times: sheet.times.read() || {},
  };
  const { credential } = form.dataset;
  const title = document.querySelector("h1").textContent;
  // A sheet that was held ahead has no page of hers around it: then whoever's turn it is.
  const uuid = document.body.dataset.profile || (await globalThis.tuntas?.turn())?.uuid || "";
  const whose = credential ? { uuid, credential } : undefined;
  try {
    if (await sheet.box?.put("answers", whole, { title, result: sheet.result, whose })) return;
  } catch {
    sheet.full = true;
  }
  const envelope = JSON.stringify({ v: 1, ...whole });
  // Good for these bytes only: the credential itself would sign whatever one likes.
  sheet.sealed = { envelope, credential: (await globalThis.tuntas?.sealBy(credential, envelope)) || null };
  sheet.outbox.write(sheet.sealed);
}

async function follow(sheet) {
  sheet.follows = true;
  lock(sheet.form);
  if (!(await sheetRow(sheet))) return deliverHere(sheet);
  sheet.say("Mengirim jawaban …");
  await sheet.box.send();
  await showState(sheet);
}

// Where it is by now: on this phone, received, or with an officer. A tab that did not hand in stays as it is.
async function showState(sheet) {
  if (!sheet.follows) return;
  const hers = await sheetRow(sheet);
  if (!hers) return;
  const { state, code, message, result } = hers;
  if (state === "diterima") return location.assign(result);
  if (state === "ditahan") return sheet.say(message, result);
  sheet.say(
    message ||
      `Jawaban aman di HP ini${code && `, tanda ${code}`}. Dikirim sendiri saat ada sinyal; halaman ini boleh ditutup.`,
  );
}

export function lock(form) {
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  for (const set of form.querySelectorAll("fieldset")) set.disabled = true;
}
