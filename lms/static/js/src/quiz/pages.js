// One question at a time, and a look at what is still empty before the hand-in.

import { given } from "./fields.js";

export function turnPages(sheet) {
  const { form, items } = sheet;
  const find = (name) => document.querySelector(`[data-quiz-${name}]`);
  const [where, end, keys, sendPart] = ["where", "end", "keys", "send"].map(find);
  let at = Math.min(sheet.place.read() || 0, items.length);
  let since = Date.now();

  const count = () => {
    const times = sheet.times.read() || {};
    const spent = Math.round((Date.now() - since) / 1000);
    if (at < items.length && !document.hidden) times[at + 1] = (times[at + 1] || 0) + spent;
    since = Date.now();
    sheet.times.write(times);
  };
  const show = (to) => {
    count();
    at = Math.max(0, Math.min(to, items.length));
    sheet.place.write(at);
    items.forEach((item, index) => (item.hidden = index !== at));
    const last = at === items.length;
    end.hidden = sendPart.hidden = !last;
    where.hidden = last;
    find("intro").hidden = at > 0;
    where.querySelector("b").textContent = `${at + 1} dari ${items.length}`;
    where.querySelector("progress").value = at + 1;
    find("back").hidden = at === 0;
    find("next").hidden = last;
    find("next").textContent = at === items.length - 1 ? "Periksa" : "Berikutnya";
    if (last) review(sheet, find("gaps"));
  };
  const turn = (to) => {
    show(to);
    (items[at]?.querySelector("legend") || end.querySelector("h2")).focus();
    scrollTo(0, 0);
  };

  keys.hidden = false;
  find("later").hidden = true;
  find("back").addEventListener("click", () => turn(at - 1));
  find("next").addEventListener("click", () => turn(at + 1));
  for (const go of form.querySelectorAll("[data-quiz-go]")) go.addEventListener("click", () => turn(go.dataset.quizGo - 1));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input") || at === items.length) return;
    event.preventDefault(); // Enter in a field goes on; only the button hands in
    turn(at + 1);
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? count() : (since = Date.now())));
  addEventListener("pagehide", count);
  show(location.hash === "" && !form.elements.yakin ? at : items.length);
}

function review(sheet, gaps) {
  const open = sheet.items.filter((item) => !isWhole(item)).map((item) => Number(item.id.slice(5)));
  for (const go of sheet.form.querySelectorAll("[data-quiz-go]")) {
    const empty = open.includes(Number(go.dataset.quizGo));
    go.classList.toggle("is-open", empty);
    go.setAttribute("aria-label", `Soal ${go.dataset.quizGo}, ${empty ? "belum dijawab" : "sudah dijawab"}`);
  }
  gaps.textContent = open.length
    ? `Belum dijawab: soal ${list(open)}. Jawab dulu, atau kirim begini saja: boleh.`
    : "Semua soal sudah dijawab.";
}

// Radios and boxes: one is ticked. Texts and lists: none is empty. What stands for another question does not count.
function isWhole(item) {
  const fields = [...item.querySelectorAll("[name^=soal-]")];
  if (fields.some((field) => /^soal-\d+g/.test(field.name) && given(field))) return true;
  const own = fields.filter((field) => !/^soal-\d+g/.test(field.name));
  const names = [...new Set(own.map((field) => field.name))];
  return names.every((name) => own.some((field) => field.name === name && given(field)));
}

function list(numbers) {
  return numbers.length < 2 ? numbers.join("") : `${numbers.slice(0, -1).join(", ")} dan ${numbers.at(-1)}`;
}
