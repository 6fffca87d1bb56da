// The worker comes after all that the page itself needs. It never reloads a page: a newer one takes over when no test
// is open (the worker looks), at the latest when the last page is closed.

export async function register() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const first = !workers.controller;
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  try {
    const registration = await workers.register("/sw.js", { updateViaCache: "all" });
    registration.waiting?.postMessage({ do: "take over" });
    const { active } = await workers.ready;
    // The first page of all came before there was a worker.
    if (first) active.postMessage({ do: "keep", path: location.pathname + location.search });
    const freshen = () => active.postMessage({ do: "freshen" });
    freshen();
    addEventListener("online", freshen);
  } catch {
    // Refused by the browser, or no line: the page is whole without it.
  }
}
