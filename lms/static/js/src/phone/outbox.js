// What stands behind `tuntas.outbox` (waits.js): what was done on this phone and is on its way. Survives sign-out, a newer
// site and a killed browser.

import { announce, receiptCode, sendAll, waiting } from "./envelopes.js";
import { envelopeNumber } from "./number.js";
import { noteWaiting, room, sayLost, takeOver, wiped } from "./waiting.js";

const RECEIPTS_KEPT = 30 * 86400000; // receipts of what was received
const RETRY_SOON = 15000;
const RETRY_LONGEST = 600000;

globalThis.tuntas.openOutbox = function outbox(opened, turn) {
  const box = { put, take, rows, send, room, waits: async () => (await all()).filter(waiting) };
  const all = async () => (await (await opened)?.getAll("outbox")) || [];
  let tries = 0;
  let timer;

  // {id, code}; null where there is no database, or nobody in whose name it could go. Throws where the phone is full.
  async function put(kind, payload, { title = "", result = "", whose } = {}) {
    const hers = whose || (await turn());
    const named = kind === "study" || kind === "practice";
    if (named && !hers) return null;
    const id = payload.id || envelopeNumber();
    const head = kind === "answers" ? { v: 1 } : { v: 1, kind };
    const own = named ? { profile: hers.uuid, at: new Date().toISOString() } : {};
    const envelope = JSON.stringify({ ...head, id, ...own, ...payload });
    const anonymous = kind === "flag" && !payload.ticket;
    return take({
      id,
      kind,
      profile: (!anonymous && hers?.uuid) || "",
      envelope,
      credential: anonymous ? "" : whose ? whose.credential : await globalThis.tuntas.seal(envelope),
      title,
      result,
      sheet: kind === "answers" ? result : "",
    });
  }

  // What was sealed elsewhere: a row with {id, kind, profile, envelope, credential, title, result}.
  async function take(row) {
    const db = await opened;
    if (!db) return null;
    const known = await db.get("outbox", row.id);
    if (!known) {
      const code = await receiptCode(row.envelope);
      const credential = await globalThis.tuntas.sealBy(row.credential, row.envelope);
      const made_at = new Date().toISOString();
      await db.put("outbox", { ...row, credential, code, made_at, state: "menunggu", received_at: "", message: "" });
      navigator.storage?.persist?.();
      announce();
      later();
      if (row.kind !== "answers" && navigator.onLine) send(); // a sheet follows its own
    }
    const { id, code } = known || (await db.get("outbox", row.id));
    return { id, code };
  }

  // Of one profile with what belongs to nobody; without one all there are. The newest first.
  async function rows(profile) {
    const found = (await all()).filter((row) => !profile || !row.profile || row.profile === profile);
    return found.sort((one, other) => other.made_at.localeCompare(one.made_at));
  }

  // True: nothing waits any more. False: no line, or somebody else is at it; tried again by itself.
  async function send() {
    const db = await opened;
    if (!db) return false;
    clearTimeout(timer);
    let left = null;
    try {
      left = await sendAll(db);
      tries = 0;
    } catch {
      tries += 1;
    }
    if (left !== 0) again();
    return left === 0;
  }

  // Spread, or a class comes all at once; ever more seldom where it keeps failing.
  function again() {
    clearTimeout(timer);
    const wait = Math.min(RETRY_SOON * 2 ** Math.max(0, tries - 1), RETRY_LONGEST);
    timer = setTimeout(async () => (await box.waits()).length && send(), wait * (1 + Math.random()));
  }

  // The worker goes on when this page is closed, where the browser has it.
  async function later() {
    const ready = await navigator.serviceWorker?.getRegistration();
    await ready?.sync?.register("kotak").catch(() => {});
  }

  async function changed() {
    const waits = (await box.waits()).length;
    document.dispatchEvent(new CustomEvent("tuntas:outbox", { detail: { waits } }));
    noteWaiting(waits);
  }

  async function begin() {
    const db = await opened;
    if (!db) return;
    await takeOver(box);
    if (!(await all()).length) sayLost(wiped());
    const isOld = (row) => !waiting(row) && Date.now() - Date.parse(row.received_at) > RECEIPTS_KEPT;
    const old = (await all()).filter(isOld);
    for (const row of old) await db.delete("outbox", row.id);
    await changed();
    if ((await box.waits()).length) send();
  }

  addEventListener("online", send);
  addEventListener("kotak", changed);
  if (globalThis.BroadcastChannel) new BroadcastChannel("kotak").onmessage = changed;
  document.addEventListener("visibilitychange", async () => {
    if (!document.hidden && (await box.waits()).length) send();
  });
  begin();
  return box;
};
