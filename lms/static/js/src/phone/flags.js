// *Soal ini membingungkan* leads to a form; without a signal a small one opens in place, loaded when it is asked for.

export function flagHere() {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[data-flag]");
    if (!link || navigator.onLine) return;
    event.preventDefault();
    await import(document.querySelector("[data-flagger]").dataset.flagger);
    globalThis.tuntas.flag(link);
  });
}
