// The lists of the day that this phone keeps (decision 0058), for page and worker alike: which there are, and their end.
// In `notes`: "hari:EVENT:PROFILE" says what it is and how it opens, "isi:..." is the list itself, "lihat:VISIT:..." what
// was saved from it: all of them go with the profile (check.js). Only the title of the event and its number stand there in clear.

const DAY_LASTS = 48 * 3600000;
const CLOCK_SLACK = 3600000; // a clock that is put right by a few minutes costs nobody her list

export const startingWith = (word) => IDBKeyRange.bound(`${word}:`, `${word};`);

// Those that are still good, the newest first; what is too old goes. Of one event, or all.
export async function daysKept(db, event = "") {
  const rows = (await db?.getAll("notes", startingWith("hari"))) || [];
  const good = [];
  for (const row of rows) (isOver(row) ? await forgetDay(db, row) : good.push(row));
  return good.filter((row) => !event || row.event === event).sort((one, other) => other.at - one.at);
}

// By the phone's clock: 48 hours after it came, when the site said so, or when the clock went back before that.
function isOver({ at, until }, now = Date.now()) {
  return now > Math.min(until, at + DAY_LASTS) || now < at - CLOCK_SLACK;
}

export async function forgetDay(db, { event, profile }) {
  const change = db.transaction("notes", "readwrite");
  for (const word of ["hari", "isi"]) change.store.delete(`${word}:${event}:${profile}`);
  for (const name of await change.store.getAllKeys(startingWith("lihat"))) if (name.endsWith(`:${event}:${profile}`)) change.store.delete(name);
  await change.done;
}
