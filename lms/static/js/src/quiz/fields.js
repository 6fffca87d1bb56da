// The fields of a sheet and the answers in them.

// As on the server: a text under the name of the item, a list where boxes are ticked, or named parts. What is left open
// is left out.
export function answers(form) {
  const found = {};
  for (const field of form.querySelectorAll("[name^=soal-]")) {
    const [, position, part] = field.name.match(/^soal-(\d+g?)-?(.*)$/);
    const value = given(field) ? field.value.trim() : "";
    if (!value) continue;
    if (part) found[position] = { ...found[position], [part]: value };
    else if (field.type === "checkbox") found[position] = [...(found[position] || []), value];
    else found[position] = value;
  }
  return found;
}

export function fill(form, found) {
  for (const field of form.querySelectorAll("[name^=soal-]")) {
    const [, position, part] = field.name.match(/^soal-(\d+g?)-?(.*)$/);
    const answer = part ? found[position]?.[part] : found[position];
    if (answer === undefined) continue;
    if (/radio|checkbox/.test(field.type)) field.checked = [answer].flat().includes(field.value);
    else field.value = answer;
  }
}

export function given(field) {
  return /radio|checkbox/.test(field.type) ? field.checked : field.value.trim() !== "";
}

// "" on a sheet that this phone has brought along: it stands in no page of the server.
export function token(form) {
  return form.elements.csrfmiddlewaretoken?.value || "";
}
