// Steps that are brought into their order: buttons move a step up or down, and the list stands as it is numbered. What
// counts stays in the fields of the form, which work alone without script.

const field = (row) => row.querySelector("select");
const words = (row) => row.querySelector("label").textContent;

// What is kept on the phone is filled in by other scripts of the page first.
addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-order]").forEach(beginOrder));

function beginOrder(list) {
  for (const row of list.children) {
    const moves = [
      button("↑", `Naikkan: ${words(row)}`, () => move(list, row, -1)),
      button("↓", `Turunkan: ${words(row)}`, () => move(list, row, 1)),
    ];
    field(row).after(...moves);
    field(row).addEventListener("change", () => {
      sort(list);
      say(list, row);
    });
  }
  sort(list);
}

function button(sign, name, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-quiet btn-small";
  made.textContent = sign;
  made.setAttribute("aria-label", name);
  made.addEventListener("click", act);
  return made;
}

// One step moved: from now on every step has the place at which it stands.
function move(list, row, by) {
  const rows = [...list.children];
  const to = rows[rows.indexOf(row) + by];
  if (to) keepFocus(() => (by < 0 ? to.before(row) : to.after(row)));
  [...list.children].forEach((one, at) => (field(one).value = String(at + 1)));
  list.dispatchEvent(new Event("change", { bubbles: true }));
  say(list, row);
}

// Places chosen by hand: the list stands by them as soon as every step has one of its own.
function sort(list) {
  const rows = [...list.children];
  if (rows.some((row) => !field(row).value || isTwice(list, row))) return;
  keepFocus(() => list.append(...rows.sort((one, other) => field(one).value - field(other).value)));
}

function isTwice(list, row) {
  return [...list.children].filter((one) => field(one).value === field(row).value).length > 1;
}

function keepFocus(act) {
  const focused = document.activeElement;
  act();
  focused.focus();
}

function say(list, row) {
  const place = field(row).value;
  const twice = place && isTwice(list, row) ? ` Nomor ${place} terpakai dua kali.` : "";
  const status = list.parentElement.querySelector("[role=status]");
  status.textContent = `${words(row)}: ${place ? `urutan ke-${place}` : "belum berurutan"}.${twice}`;
}
