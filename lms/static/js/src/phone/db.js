// What this phone keeps. Page and worker open the same database; who owns which store stands in docs/architecture.md.

import "../vendor/idb.js";

const STORES = {
  kept: "path",
  packs: "key",
  outbox: "id",
  sheets: "token",
  profiles: "uuid",
  keys: "name",
  notes: "name",
};

// Null where there is no database (a private window, an old or full phone): pages then work as they do online. ``gone``:
// what to do when the connection was closed under us.
export async function database(gone = () => {}) {
  try {
    return await globalThis.idb.openDB("tuntas", 1, {
      upgrade(db) {
        for (const [name, keyPath] of Object.entries(STORES)) db.createObjectStore(name, { keyPath });
      },
      // A newer version waits in another tab: this one lets go and opens anew when it is next asked.
      blocking(_from, _to, event) {
        event.target.close();
        gone();
      },
      terminated: gone,
    });
  } catch {
    return null;
  }
}
