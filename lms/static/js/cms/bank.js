/* Writing an item: the phone beside it follows what is typed; rows come and go without asking the server. */
(function () {
  "use strict";
  var form = document.querySelector("[data-bank-form]");
  if (!form || !form.requestSubmit) return;
  var look = form.querySelector("[data-bank-preview]");
  var waiting;

  function preview() {
    clearTimeout(waiting);
    waiting = setTimeout(function () { form.requestSubmit(look); }, 700);
  }

  function renumber(row, from, to) {
    row.querySelectorAll("[name],[id],[for],[aria-describedby]").forEach(function (part) {
      ["name", "id", "for", "aria-describedby"].forEach(function (which) {
        var value = part.getAttribute(which);
        if (value && value.indexOf(from) === 0) part.setAttribute(which, to + value.slice(from.length));
      });
    });
    row.querySelectorAll("[data-bank-rows]").forEach(function (inner) {
      inner.dataset.bankRows = to + inner.dataset.bankRows.slice(from.length);
    });
    row.querySelectorAll("[data-bank-add]").forEach(function (button) {
      button.value = to + button.value.slice(from.length);
    });
  }

  function empty(row) {
    row.querySelectorAll("input[type=text],textarea,select,[data-bank-key]").forEach(function (part) { part.value = ""; });
    row.querySelectorAll("input[type=checkbox]").forEach(function (part) { part.checked = false; });
    row.querySelectorAll(".bank-fault,.bank-away").forEach(function (part) { part.remove(); });
  }

  function rowsOf(box) {
    return Array.from(box.children).filter(function (part) { return part.hasAttribute("data-bank-row"); });
  }

  form.addEventListener("click", function (event) {
    var button = event.target.closest("[data-bank-add]");
    if (!button) return;
    var box = button.closest("[data-bank-rows]");
    var rows = rowsOf(box);
    if (!rows.length || rows.length >= Number(box.dataset.most)) return; // the server says why
    event.preventDefault();
    var last = rows[rows.length - 1];
    var row = last.cloneNode(true);
    var name = box.dataset.bankRows + "-";
    renumber(row, name + (rows.length - 1) + "-", name + rows.length + "-");
    empty(row);
    var legend = row.querySelector("legend");
    legend.textContent = legend.textContent.replace(/\d+$/, String(rows.length + 1));
    last.after(row);
    row.querySelector("input[type=text],textarea,select").focus();
  });

  form.addEventListener("input", preview);
  form.addEventListener("change", preview);
  preview();
})();
