// What was scanned, in the outbox at once. The batch that still waits takes the next card in: it is sealed anew with one
// row more, and the one before goes. Were both sent, the server would pass over whom it has.

const MOST = 200; // rows of one envelope
const LASTS = 48 * 3600000; // as the list of the day
const NOTE = "hadir:"; // in `notes`: which cards this phone has, of one day or session; marks and numbers, no names

export const noteName = (event, part) => `${NOTE}${event}:${part}`;

// Which are here already.
export const keptHere = async (name) => (await (await tuntas.db).get("notes", name))?.seen || [];

// False: it is here already. Throws where the phone is full. One after the other, also of two tabs.
export function keepScan(name, who, row, head) {
  return navigator.locks.request(NOTE, async () => {
    const db = await tuntas.db;
    const note = (await db.get("notes", name)) || { name, seen: [], batch: "" };
    if (note.seen.includes(who)) return false;
    const before = await db.get("outbox", note.batch);
    const open = rowsOf(before, row);
    const batch = await seal([...open, row], head);
    if (open.length) await db.delete("outbox", before.id);
    dispatchEvent(new Event("kotak")); // what is shown of the outbox counts anew
    await db.put("notes", { ...note, at: Date.now(), batch, seen: [...note.seen, who] });
    return true;
  });
}

// Those of the batch that waits, where one more fits and it is of the same day on the phone's clock: each is judged by
// the role on its day.
function rowsOf(before, { at }) {
  if (before?.state !== "menunggu") return [];
  const { rows } = JSON.parse(before.envelope);
  const day = (moment) => new Date(moment).toDateString();
  return rows.length < MOST && day(rows[0].at) === day(at) ? rows : [];
}

async function seal(rows, { key, ...head }) {
  const mine = (await tuntas.turn())?.uuid === head.profile ? head.profile : "";
  const title = `Kehadiran: ${rows.length} kartu`;
  const receipt = await tuntas.outbox.put("presence", { ...head, rows }, { title, whose: { uuid: mine, credential: key } });
  return receipt.id;
}

// Of this event: the envelopes in the outbox, each with its number of rows while it waits.
export async function batchesOf(event) {
  const rows = (await tuntas.outbox.rows()).filter((row) => row.kind === "presence");
  const found = rows.map((row) => ({ ...row, content: row.envelope ? JSON.parse(row.envelope) : null }));
  return found.filter(({ content }) => !content || content.event === event);
}

// True once for each answer.
export async function isNews(id) {
  const change = (await tuntas.db).transaction("outbox", "readwrite");
  const row = await change.store.get(id);
  if (row && !row.told) await change.store.put({ ...row, told: true });
  await change.done;
  return Boolean(row && !row.told);
}

export async function dropOldScans() {
  const db = await tuntas.db;
  for (const { name, at } of await db.getAll("notes", IDBKeyRange.bound(NOTE, "hadir;"))) {
    if (Math.abs(Date.now() - at) > LASTS) await db.delete("notes", name);
  }
}
