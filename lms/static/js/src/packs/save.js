// A module on this phone: fetched piece by piece, so that a cut loses nothing, and only what is not here yet.

const ATONCE = 4;
const PICTURES = "gambar";

export class NoRoom extends Error {}

// Save or renew the module; `row` of the store `packs` says how far it came. `tell(row)` after each piece; `stopped()`
// is asked before each. Throws what the network throws, and NoRoom.
export async function savePack(db, key, { pictures, tell, stopped }) {
  const pack = await ask(`/paket/${key}.json`).then((answer) => answer.json());
  const before = await db.get("packs", key);
  const wanted = pictures || Boolean(before?.pictures);
  const urls = wanted ? pack.pictures.map((picture) => picture.url) : [];
  const row = {
    key,
    title: pack.title,
    hash: pack.hash,
    paths: pack.fragments.map((fragment) => fragment.path),
    pictures: wanted,
    urls,
    state: "menyimpan",
    done: 0,
    total: pack.fragments.length + urls.length,
    bytes: pack.bytes + (wanted ? pack.pictures_bytes : 0),
    at: Date.now(),
    stale: false,
  };
  await guarded(() => db.put("packs", row));
  const pieces = [
    ...pack.fragments.map((fragment) => () => saveFragment(db, key, fragment)),
    ...urls.map((url) => () => savePicture(url)),
  ];
  await inTurn(pieces, stopped, () => {
    row.done += 1;
    tell(row);
  });
  const ended = row.done === row.total;
  if (ended) await forgetPaths(db, key, (before?.paths || []).filter((path) => !row.paths.includes(path)));
  Object.assign(row, { state: ended ? "tersimpan" : "menyimpan", at: Date.now() });
  await guarded(() => db.put("packs", row));
  return row;
}

// A few at once: on a slow line each waits for an answer before it begins. After a fault the others end what they have
// begun, and nothing more is begun.
async function inTurn(pieces, stopped, done) {
  const left = [...pieces];
  const work = async () => {
    while (left.length && !stopped()) {
      try {
        await left.shift()();
      } catch (error) {
        left.length = 0;
        throw error;
      }
      done();
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: ATONCE }, work));
  const fault = ends.find((end) => end.status === "rejected");
  if (fault) throw fault.reason;
}

async function saveFragment(db, key, { path, hash, title }) {
  const old = await db.get("kept", path);
  if (old?.hash === hash && !old.recalled) {
    if (!old.pack) await db.put("kept", { ...old, pack: true });
    return;
  }
  const answer = await ask(`/isi/${hash}${path}`);
  const row = { path, title: escaped(title), hash, tab: "/modul/", html: await answer.text(), module: key, pack: true };
  const at = new Date(answer.headers.get("Date") || Date.now()).toISOString();
  await guarded(() => db.put("kept", { ...row, saved_at: at, recalled: "" }));
}

async function savePicture(url) {
  const cache = await caches.open(PICTURES);
  if (await cache.match(url)) return;
  const answer = await ask(url);
  await guarded(() => cache.put(url, answer));
}

async function ask(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer;
}

async function guarded(write) {
  try {
    return await write();
  } catch (error) {
    throw error.name === "QuotaExceededError" ? new NoRoom() : error;
  }
}

// How much of the pack is here: its own pages, each whole only with its pictures where those are wanted.
export async function countPages(db, row) {
  const cache = row.urls.length ? await caches.open(PICTURES) : null;
  const pictures = new Set(cache ? (await cache.keys()).map((request) => new URL(request.url).pathname) : []);
  const pages = await Promise.all(row.paths.map((path) => db.get("kept", path)));
  const isWhole = (page) => page && row.urls.every((url) => !page.html.includes(`"${url}"`) || pictures.has(url));
  return { here: pages.filter(isWhole).length, recalled: pages.some((page) => page?.recalled) };
}

// Take the module away, with the pictures that no other one shows. Cards stay: they are kept for every phone.
export async function removePack(db, key) {
  const row = await db.get("packs", key);
  if (!row) return;
  await forgetPaths(db, key, row.paths);
  await db.delete("packs", key);
  const used = new Set((await db.getAll("packs")).flatMap((pack) => pack.urls || []));
  const cache = await caches.open(PICTURES);
  for (const url of row.urls.filter((one) => !used.has(one))) await cache.delete(url);
}

async function forgetPaths(db, key, paths) {
  const cards = (await db.get("packs", "kartu"))?.paths || [];
  for (const path of paths) {
    const row = await db.get("kept", path);
    if (row && cards.includes(path)) await db.put("kept", { ...row, pack: false });
    else if (row?.module === key) await db.delete("kept", path);
  }
}

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
