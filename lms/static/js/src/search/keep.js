// The index of words on this phone. It is asked for again when there is a signal: "unchanged" costs next to nothing.

const INDEX = "/paket/cari.json";
const PLACE = "cari:isi"; // in the store `notes`

// The index, else what an earlier time left; undefined where there is neither.
export async function keepIndex(db) {
  const row = await db?.get("notes", PLACE);
  try {
    const answer = await fetch(INDEX, { headers: row ? { "If-None-Match": row.tag } : {}, cache: "no-store" });
    if (!answer.ok) return row?.index;
    const index = await answer.json();
    await db?.put("notes", { name: PLACE, tag: answer.headers.get("ETag"), index }).catch(() => {});
    return index;
  } catch {
    return row?.index;
  }
}
