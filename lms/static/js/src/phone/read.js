// What she has read on this phone (study.js notes it), told to the site with a page of her own, or when this phone asks
// whether its PINs hold: not a lesson at a time, for each telling is a request.

import { turn } from "./corner.js";

const MOST = 50; // marks in one envelope

export async function tellRead(db) {
  const hers = await turn();
  const note = async () => hers && db.get("notes", `belajar:${hers.uuid}`);
  const marks = (await note())?.unsent?.slice(0, MOST) || [];
  if (!marks.length) return;
  const told = await tuntas.outbox.put("study", { marks }, { title: `Dibaca: ${marks.length} pelajaran` }).catch(() => null);
  if (!told) return;
  const now = await note();
  const unsent = now.unsent.filter((one) => !marks.some((mark) => mark.lesson === one.lesson));
  await db.put("notes", { ...now, unsent });
}
