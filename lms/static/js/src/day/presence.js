// The scanner of attendance, as the site rendered it, from the list of the day. Its script comes only here.

import { fragment } from "./one.js";
import { back, head, lead } from "./rows.js";

export async function drawPresence(root, { event, presence }) {
  const where = lead([event.title, event.place].filter(Boolean).join(" · "));
  root.replaceChildren(back(`#${event.uuid}`, "Penilaian hari ini"), head("Pindai kehadiran"), where, ...fragment(presence));
  await import(root.dataset.scanner);
  tuntas.scan();
}
