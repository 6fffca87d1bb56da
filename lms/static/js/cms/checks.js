/* The checks beside the form follow the preview: asked for anew each time it has been. */
(function () {
  "use strict";
  var panel = document.querySelector("[data-checks-panel]");
  var counter = document.querySelector('[data-side-panel-toggle="checks"] [data-side-panel-toggle-counter]');
  if (!panel || !window.fetch) return;

  function count() {
    var found = panel.querySelector("[data-remarks]");
    if (!counter || !found) return;
    counter.textContent = found.dataset.remarks;
    counter.hidden = found.dataset.remarks === "0";
  }

  function address() {
    var preview = document.querySelector("[data-w-preview-url-value]");
    var url = new URL(preview.dataset.wPreviewUrlValue, location.href);
    url.searchParams.set("mode", "periksa");
    return url;
  }

  function refresh() {
    fetch(address(), { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (text) {
        if (text.indexOf("data-remarks") < 0) return; // a draft that cannot be shown yet: what stood here stays
        panel.innerHTML = text;
        count();
      })
      .catch(function () { /* offline for a moment: what stood here stays */ });
  }

  document.addEventListener("w-preview:loaded", refresh);
  count();
})();
