// *Tandai selesai* of a lesson, for the one whose turn it is: noted on this phone at once, sent when there is a signal.
// Without script, or where nobody's turn is known, the link leads to its form. What she only reads is noted too, once.

const READ_AFTER = 20000; // ms on the screen: who only looked in has not read

export async function markLessons(opened, outbox, turn) {
  const link = document.querySelector('a[href^="/tandai/"]');
  if (!link) return;
  const lesson = link.getAttribute("href").slice(8, -1);
  link.addEventListener("click", async (event) => {
    if (link.dataset.done) return event.preventDefault();
    if (!link.dataset.ready) return;
    event.preventDefault();
    const done = await finish(await opened, outbox, await turn(), lesson, document.querySelector("h1").textContent);
    if (done) showFinished(link, done.code);
    else location.assign(link.href);
  });
  const [db, hers] = [await opened, await turn()];
  if (!db || !hers) return;
  await outbox.waits(); // what keeps it is here before the line goes
  if ((await studied(db, hers)).lessons.includes(lesson)) showFinished(link, "");
  else noteLater(db, hers, lesson, turn);
  link.dataset.ready = "1";
}

// What this phone knows of her study: {lessons: finished, read, unsent: marks of what was read and is not told yet}.
async function studied(db, hers) {
  const name = `belajar:${hers.uuid}`;
  return { lessons: [], read: [], unsent: [], ...(await db.get("notes", name)), name };
}

function noteLater(...given) {
  setTimeout(() => (document.hidden ? noteLater(...given) : noteRead(...given).catch(() => null)), READ_AFTER);
}

// Told by hp.js, several at once.
async function noteRead(db, hers, lesson, turn) {
  const [note, now] = [await studied(db, hers), await turn()];
  if (now?.uuid !== hers.uuid || [...note.lessons, ...note.read].includes(lesson)) return;
  const mark = { lesson, state: "opened", at: new Date().toISOString() };
  await db.put("notes", { ...note, read: [...note.read, lesson], unsent: [...note.unsent, mark] });
}

// {code}; null where it could not be kept: then the form takes it.
async function finish(db, outbox, hers, lesson, title) {
  const marks = [{ lesson, state: "finished", at: new Date().toISOString() }];
  try {
    const receipt = await outbox.put("study", { marks }, { title: `Selesai: ${title}` });
    if (!receipt) return null;
    const note = await studied(db, hers);
    await db.put("notes", { ...note, lessons: [...new Set([...note.lessons, lesson])] });
    return receipt;
  } catch {
    return null;
  }
}

function showFinished(link, code) {
  link.dataset.done = "1";
  link.setAttribute("aria-disabled", "true");
  link.className = "btn btn-quiet";
  link.textContent = "Sudah ditandai selesai";
  if (!code) return;
  const told = document.createElement("p");
  told.className = "small";
  told.setAttribute("role", "status");
  told.textContent = `Tersimpan di HP (${code}). Dikirim sendiri saat ada sinyal.`;
  link.after(told);
}
