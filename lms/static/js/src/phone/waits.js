// `tuntas.outbox`. What stands behind it comes with the first call, or where something waits already: a page that is only
// read carries none of it.

const CALLS = ["put", "take", "rows", "send", "room", "waits"];

export function outboxAtNeed(opened, turn) {
  let box;
  const load = () =>
    (box ||= import(document.querySelector("[data-outbox]").dataset.outbox).then(() =>
      globalThis.tuntas.openOutbox(opened, turn),
    ));
  const call = (name) => async (...given) => {
    try {
      return (await load())[name](...given);
    } catch (error) {
      box = null; // no line, and not in the shell: asked for again next time
      throw error;
    }
  };
  isNeeded(opened).then((needed) => needed && load().catch(() => (box = null)));
  return Object.fromEntries(CALLS.map((name) => [name, call(name)]));
}

// Something waits, or waited when the browser wiped the database, or lies where an earlier version of the site put it.
async function isNeeded(opened) {
  try {
    if (Number(localStorage.getItem("kotak")) || Object.keys(localStorage).some((key) => key.startsWith("kirim:"))) return true;
  } catch {
    // no storage
  }
  return Boolean(await (await opened)?.count("outbox"));
}
