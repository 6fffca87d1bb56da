/* Writing an item: the phone beside it follows what is typed; rows come, go and change places without asking the server. */
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
    row.querySelectorAll("[data-bank-add],[data-bank-move]").forEach(function (button) {
      if (button.value.indexOf(from) === 0) button.value = to + button.value.slice(from.length);
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

  // Two rows change places, and with them the numbers in their names: what is sent is what is seen.
  function swap(box, rows, at, to) {
    var name = box.dataset.bankRows + "-";
    renumber(rows[at], name + at + "-", name + "x-");
    renumber(rows[to], name + to + "-", name + at + "-");
    renumber(rows[at], name + "x-", name + to + "-");
    rows[Math.min(at, to)].before(rows[Math.max(at, to)]);
  }

  function label(box, row, number) {
    var legend = row.querySelector("legend");
    legend.textContent = legend.textContent.replace(/\d+$/, String(number));
    Array.from(row.querySelectorAll("[data-bank-move]")).forEach(function (button) {
      if (button.closest("[data-bank-rows]") === box) button.querySelector("span").textContent = String(number);
    });
    return legend.textContent;
  }

  function ends(box) {
    var rows = rowsOf(box);
    rows.forEach(function (row, at) {
      var buttons = row.querySelectorAll(":scope > .bank-moves > button");
      if (!buttons.length) return;
      buttons[0].parentElement.hidden = false; // a row is blank only until somebody writes in it
      buttons[0].disabled = at === 0;
      buttons[1].disabled = at === rows.length - 1;
    });
  }

  form.addEventListener("click", function (event) {
    var button = event.target.closest("[data-bank-move]");
    if (!button) return;
    event.preventDefault();
    var row = button.closest("[data-bank-row]");
    var box = row.parentElement;
    var rows = rowsOf(box);
    var at = rows.indexOf(row);
    var to = at + Number(button.dataset.bankMove);
    if (!rows[to]) return;
    var was = label(box, row, at + 1);
    swap(box, rows, at, to);
    label(box, row, to + 1);
    label(box, rows[to], at + 1);
    ends(box);
    (button.disabled ? row.querySelector(":scope > .bank-moves > button:enabled") : button).focus();
    form.querySelector("[data-bank-said]").textContent = was + " " + box.dataset.bankMoves + " " + (to + 1) + ".";
    preview();
  });

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
    last.after(row);
    label(box, row, rows.length + 1);
    row.querySelectorAll("[data-bank-rows]").forEach(ends);
    ends(box);
    row.querySelector("input[type=text],textarea,select").focus();
  });

  form.querySelectorAll("[data-bank-moves]").forEach(ends);
  form.addEventListener("input", preview);
  form.addEventListener("change", preview);
  preview();
})();
