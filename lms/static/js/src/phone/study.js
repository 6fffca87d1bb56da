// *Tandai selesai* of a lesson, for the one whose turn it is: noted on this phone at once, sent when there is a signal.
// Without script, or where nobody's turn is known, the link leads to its form.

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
  link.dataset.ready = "1";
  if ((await finishedLessons(db, hers)).includes(lesson)) showFinished(link, "");
}

const noteName = (hers) => `belajar:${hers.uuid}`;

async function finishedLessons(db, hers) {
  return (await db.get("notes", noteName(hers)))?.lessons || [];
}

// {code}; null where it could not be kept: then the form takes it.
async function finish(db, outbox, hers, lesson, title) {
  const marks = [{ lesson, state: "finished", at: new Date().toISOString() }];
  try {
    const receipt = await outbox.put("study", { marks }, { title: `Selesai: ${title}` });
    if (!receipt) return null;
    const lessons = [...new Set([...(await finishedLessons(db, hers)), lesson])];
    await db.put("notes", { name: noteName(hers), lessons });
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
