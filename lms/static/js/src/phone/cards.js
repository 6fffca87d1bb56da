// The cards of the 25, whole in one answer: kept at the first visit once the page has all that it needs itself, and
// looked at again once a week, or when the worker says that the site has others. What changed is renewed by the worker too.

const WEEK = 7 * 24 * 3600 * 1000;

export async function keepCards(opened) {
  const db = await opened;
  const row = await db?.get("packs", "kartu");
  const age = Date.now() - (row?.at ?? -WEEK);
  if (!db || !navigator.onLine || (!row?.stale && age >= 0 && age < WEEK)) return;
  await new Promise((done) => (globalThis.requestIdleCallback || setTimeout)(done));
  const answer = await fetch("/paket/kartu.json", { cache: "no-cache" });
  if (!answer.ok) return;
  const pack = await answer.json();
  const at = new Date(answer.headers.get("Date") || Date.now()).toISOString();
  const work = db.transaction(["kept", "packs"], "readwrite");
  const kept = work.objectStore("kept");
  for (const { path, title, hash, html } of pack.fragments) {
    const old = await kept.get(path);
    if (old?.hash === hash) continue;
    const module = path.split("/")[2];
    const plain = title.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    await kept.put({ path, title: plain, hash, tab: "/modul/", html, module, pack: Boolean(old?.pack), saved_at: at, recalled: "" });
  }
  const paths = pack.fragments.map((fragment) => fragment.path);
  const total = paths.length;
  await work.objectStore("packs").put({ key: "kartu", title: pack.title, hash: pack.hash, paths, urls: [], pictures: false, state: "tersimpan", done: total, total, bytes: pack.bytes, at: Date.now() });
  await work.done;
}
