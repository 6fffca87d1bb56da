// What waits to be sent, for page and worker alike: rows of the store `outbox`, and one way to send them. An envelope is
// frozen when it is made; the same bytes go out until they are received.

const SYNC = "/api/v1/sync";
const AT_ONCE = 20;
const LINE_PATIENCE = 30000; // ms until a line that says nothing counts as none
const PUT_OFF = 6 * 3600000; // for what the server had no room for
const LETTERS = "ACDEFGHJKMNPQRTUVWXY2346789";

export const waiting = (row) => row.state === "menunggu";

// Six letters of the SHA-256, as the server says them. "" where the browser cannot reckon it: an old one, or no https.
export async function receiptCode(text) {
  if (!globalThis.crypto?.subtle) return "";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  let code = "";
  for (let at = 0; at < 6; at++) {
    let rest = 0;
    bytes.forEach((byte, place) => {
      const value = rest * 256 + byte;
      bytes[place] = Math.floor(value / LETTERS.length);
      rest = value % LETTERS.length;
    });
    code += LETTERS[rest];
  }
  return `${code.slice(0, 3)}-${code.slice(3)}`;
}

// Two tabs and the worker take turns; where there are no locks both send, and the server answers both the same.
// How many still wait afterwards; an error: no line, or the server is busy. Null: somebody else is sending.
export function sendAll(db) {
  if (!navigator.locks) return deliverAll(db);
  return navigator.locks.request("kotak", { ifAvailable: true }, (mine) => (mine ? deliverAll(db) : null));
}

async function deliverAll(db) {
  const due = (await db.getAll("outbox")).filter((row) => waiting(row) && !isEnvelopePutOff(row));
  due.sort((one, other) => one.made_at.localeCompare(other.made_at));
  for (let at = 0; at < due.length; at += AT_ONCE) await deliverSome(db, due.slice(at, at + AT_ONCE));
  const left = (await db.getAll("outbox")).filter(waiting).length;
  if (due.length) announce();
  return left;
}

// A clock that jumped back does not put it off for years.
function isEnvelopePutOff(row) {
  const left = (row.later || 0) - Date.now();
  return left > 0 && left <= PUT_OFF;
}

async function deliverSome(db, rows) {
  const envelopes = rows.map(({ envelope, credential }) => ({ envelope, credential: credential || null }));
  const answer = await postEnvelopes(JSON.stringify({ envelopes }));
  if ([400, 413, 422].includes(answer.status)) return deliverOneByOne(db, rows, answer);
  if (!answer.ok) throw new Error("busy", { cause: answer.status });
  const { outcomes } = await answer.json();
  for (const [at, row] of rows.entries()) await noteOutcome(db, row, outcomes[at]);
}

// One that cannot even be delivered must not hold up the others. It stays here.
async function deliverOneByOne(db, rows, answer) {
  if (rows.length > 1) {
    for (const row of rows) await deliverSome(db, [row]);
    return;
  }
  const { message } = await answer.json().catch(() => ({}));
  await db.put("outbox", { ...rows[0], later: Date.now() + PUT_OFF, message: message || "" });
}

async function noteOutcome(db, row, outcome) {
  // Sealed anew by nobody: what another tab has noted meanwhile stands.
  const now = (await db.get("outbox", row.id)) || row;
  if (!waiting(now)) return;
  const { status, kept, receipt, received_at, message } = outcome;
  const result = status === 422 ? "" : now.result; // another one stands where it came second
  if (status !== 200 && !kept) return void (await db.put("outbox", { ...now, later: Date.now() + PUT_OFF, message }));
  const at = received_at || new Date().toISOString();
  const state = status === 200 ? "diterima" : "ditahan";
  // What was received need not lie here any longer; a receipt does.
  const open = status === 200 ? { envelope: "", credential: "" } : {};
  await db.put("outbox", { ...now, ...open, state, message, result, code: receipt || now.code, received_at: at });
}

async function postEnvelopes(body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), LINE_PATIENCE);
  const headers = { "Content-Type": "application/json" };
  try {
    return await fetch(SYNC, { method: "POST", credentials: "omit", headers, body, signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}

// To the pages that are open: something changed.
export function announce() {
  globalThis.dispatchEvent(new Event("kotak"));
  if (!globalThis.BroadcastChannel) return;
  const channel = new BroadcastChannel("kotak");
  channel.postMessage("");
  channel.close();
}
