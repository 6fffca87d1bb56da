// Who was seen from this phone: what the list remembers of it, as far as the outbox has it, and what only the outbox has.

import { savedHere } from "./store.js";

// By kader, the latest of each at this station ("b/meja-ukur"): {id, kader, place, at, form, state, code, message}.
export async function seenHere(bundle, place) {
  const rows = new Map((await tuntas.outbox.rows()).map((row) => [row.id, row]));
  const noted = (await savedHere(bundle.event.uuid)).filter((one) => rows.has(one.id));
  const known = new Set(noted.map((one) => one.id));
  const other = [...rows.values()].filter((row) => row.kind === "visit" && row.envelope && !known.has(row.id)).map(entryOf);
  const hers = other.filter((one) => one.event === bundle.event.uuid && one.profile === bundle.profile);
  const all = [...noted, ...hers].sort((one, next) => one.at.localeCompare(next.at));
  const found = new Map();
  for (const one of all.filter((entry) => entry.place === place)) {
    const { state, code, message } = rows.get(one.id);
    found.set(one.kader, { ...one, state, code, message });
  }
  return found;
}

// From the page of the station itself, while its list lay here.
function entryOf({ envelope }) {
  const { id, event, profile, group, station, kader, at, form } = JSON.parse(envelope);
  return { id, event, profile, kader, place: `${group}/${station}`, at, form };
}
