// Whoever saves or sends is not overtaken by autosave: one that is planned is called off, one under way is waited for.
// Else a new page is made twice, or an older text arrives behind the one that was sent.
(() => {
  const PATIENCE = 10_000; // ms: no tap waits longer for a slow line
  let planned = null;
  let underway = false;
  let sending = false;
  let waiting = null;

  // Wagtail announces an autosave, lets some seconds pass, and reads its text only when it really sends it.
  document.addEventListener("w-autosave:save", (event) => {
    const text = event.detail.formData;
    planned = event;
    if (sending) event.preventDefault();
    Object.defineProperty(event.detail, "formData", {
      get() {
        underway = !event.defaultPrevented;
        return text;
      },
    });
  });

  const go = () => {
    const { form, button } = waiting;
    waiting = null;
    underway = false;
    // The button is disabled while it turns, and would not be sent with the form.
    if (button?.name) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
    }
    form.requestSubmit();
  };

  for (const end of ["w-autosave:success", "w-autosave:error"]) {
    document.addEventListener(end, () => {
      planned = null;
      underway = false;
      if (waiting) go();
    });
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-edit-form]")) return;
    planned?.preventDefault();
    if (!underway) {
      sending = true;
      setTimeout(() => { sending = false; }, PATIENCE); // still here: the page was kept open
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waiting) return;
    waiting = { form: event.target, button: event.submitter };
    setTimeout(() => { if (waiting) go(); }, PATIENCE);
  }, true);
})();
