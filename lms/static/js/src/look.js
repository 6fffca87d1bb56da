// Before the first paint, so that no page flashes in the wrong dress: the size of letters and the colours chosen on this
// phone. Nothing was chosen: as the phone says. Not a module, since those wait until the page is read.

(function (root) {
  try {
    var kept = (localStorage.getItem("tampilan") || "").split(" ");
    // An author looks at a draft.
    if (root.dataset.look) return;
    if (kept[0] > 1) root.dataset.size = kept[0];
    if (kept[1]) root.dataset.theme = kept[1];
  } catch (refused) {}
})(document.documentElement);
