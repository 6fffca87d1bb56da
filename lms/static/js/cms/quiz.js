/* How many items each line finds, counted anew while the author types. Without it the button counts. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-quiz]");
  if (!form || !window.fetch || !window.DOMParser) return;
  var waiting;

  function show(text) {
    var fresh = new DOMParser().parseFromString(text, "text/html").querySelectorAll("[data-count]");
    var here = form.querySelectorAll("[data-count]");
    if (fresh.length !== here.length) return;
    here.forEach(function (place, at) { place.replaceChildren.apply(place, fresh[at].childNodes); });
  }

  function count() {
    var data = new FormData(form);
    data.append("hitung", "1");
    fetch(location.href, { method: "POST", body: data, credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(show)
      .catch(function () { /* offline for a moment: what stood here stays */ });
  }

  form.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(count, 400);
  });
})();
