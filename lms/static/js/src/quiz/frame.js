// What the phone brings to every page (outbox, whose turn, voice) comes to a sheet of questions once its first question
// stands: on a slow line she reads already. On a phone that has been here it lies in the shell.

const PATIENCE = 4000; // ms: a line that hangs is no reason to hold up a hand-in

export async function framed() {
  if (globalThis.tuntas) return;
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  const loaded = import(document.querySelector("meta[name=app]").content).catch(() => null);
  await Promise.race([loaded, new Promise((done) => setTimeout(done, PATIENCE))]);
}
