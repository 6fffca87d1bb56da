// A round of practice without the server: one question at a time, and what is right said at once. Nothing is kept but,
// where it is somebody's turn, how the round went.

import { answers } from "../quiz/fields.js";
import { judge } from "./judge.js";

const round = document.querySelector("[data-practice]");
if (round) beginRound(round);

function beginRound(round) {
  const forms = [...round.querySelectorAll("form")];
  const find = (name) => round.querySelector(`[data-practice-${name}]`);
  const [end, where] = [find("end"), find("where")];
  const shares = [];
  let at = -1;

  const show = (to) => {
    at = to;
    forms.forEach((form, index) => (form.hidden = index !== at));
    end.hidden = at < forms.length;
    where.hidden = !end.hidden;
    if (end.hidden) {
      where.querySelector("b").textContent = `${at + 1} dari ${forms.length}`;
      where.querySelector("progress").value = at + 1;
    } else {
      finish(round, find("score"), shares);
    }
  };
  const turn = (to) => {
    show(to);
    (forms[at] || end).querySelector("[tabindex]").focus();
    scrollTo(0, 0);
  };

  forms.forEach((form, index) => {
    const [check, next] = form.querySelectorAll("button.btn");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (check.hidden) return;
      const said = judge(JSON.parse(form.dataset.key), answers(form)[index + 1]);
      form.querySelector("[data-practice-empty]").hidden = said !== null;
      if (!said) return;
      shares[index] = said.share;
      tell(round, form, said.remarks);
      check.hidden = true;
      next.hidden = false;
      form.querySelector("[data-practice-said]").focus();
    });
    next.addEventListener("click", () => turn(index + 1));
    // Its picture is not on this phone: the question that may be answered instead, or the next one.
    form.addEventListener(
      "error",
      () => {
        const instead = Number(form.dataset.instead) - 1;
        form.querySelector("[data-practice-blind]").hidden = false;
        form.querySelector("fieldset").hidden = check.hidden = true;
        next.hidden = false;
        if (instead > index) next.addEventListener("click", () => turn(instead));
      },
      true,
    );
  });
  find("again").addEventListener("click", () => location.reload());
  find("key").hidden = false;
  show(0);
}

function tell(round, form, remarks) {
  const said = form.querySelector("[data-practice-said]");
  said.append(...remarks.map((one) => note(round, one)));
  said.hidden = false;
  const why = form.querySelector("[data-practice-why]");
  if (why) why.hidden = false;
  form.querySelector("[data-practice-form]").hidden = true;
}

// In the server's own words: a template for each way a remark can stand.
function note(round, { text, correct, chosen, feedback }) {
  const kind = `${Number(correct)}${Number(chosen)}`;
  const made = round.querySelector(`template[data-remark="${kind}"]`).content.firstElementChild.cloneNode(true);
  const [words, why] = made.querySelectorAll("p");
  words.textContent = text;
  if (feedback && why) why.textContent = feedback;
  else why?.remove();
  return made;
}

function finish(round, score, shares) {
  const [right, done] = [shares.filter((share) => share === 1).length, shares.filter((share) => share !== undefined).length];
  score.textContent = `${right} dari ${done} soal langsung tepat.`;
  score.hidden = !done;
  const { practice: module, title } = round.dataset;
  if (done) globalThis.tuntas?.outbox?.put("practice", { module, asked: done, right }, { title })?.catch(() => null);
}
