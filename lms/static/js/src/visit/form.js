// The form of one kader at a station, as what is sealed and put into the outbox.

const PAIR = "Tulis kedua ukuran, atau kosongkan keduanya.";

// As the server does, which may not be there to ask.
export function checkPairs(form) {
  for (const set of form.querySelectorAll("fieldset")) {
    const fields = [...set.querySelectorAll("input[inputmode=decimal]")];
    const written = fields.filter((field) => field.value.trim()).length;
    for (const field of fields) field.setCustomValidity(!written || written === fields.length || field.value.trim() ? "" : PAIR);
  }
  return form.checkValidity();
}

// What she filled in, without what the page brought along.
export function fieldsOf(form) {
  const { id, versions, csrfmiddlewaretoken, corrects, ...fields } = Object.fromEntries(new FormData(form));
  return fields;
}

export function fillIn(form, fields) {
  for (const [name, value] of Object.entries(fields)) if (form.elements[name]) form.elements[name].value = value;
  const note = form.elements.note;
  if (note && (fields.note || fields.adaptation)) note.closest("details").open = true;
}

// What is sealed. ``corrects``: the number of the visit of this phone that it replaces, with the reason on the form.
export function visitOf(form, corrects = "") {
  const { visit, event, group, station, profile } = form.dataset;
  const { reason, ...fields } = fieldsOf(form);
  const [id, versions] = [form.elements.id.value, form.elements.versions.value];
  const whole = { id, profile, at: new Date().toISOString(), event, group, station, kader: visit, versions, form: fields };
  return corrects ? { ...whole, corrects, reason } : whole;
}

// {id, code}, or null, as the outbox says. On /kotak/ it stands in her corner where she has one; it names nobody.
export async function put(form, visit) {
  const { title, profile, key } = form.dataset;
  const mine = (await tuntas.turn())?.uuid === profile ? profile : "";
  const who = document.querySelector("h1").textContent.trim().split(/\s+/).slice(0, 3);
  const named = `${title}: ${who.map((word) => word[0].toUpperCase()).join("")}`;
  return tuntas.outbox.put("visit", visit, { title: named, whose: { uuid: mine, credential: key } });
}
