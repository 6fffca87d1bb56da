// What was typed and is not saved yet stays on this computer: box name -> letters. Another tab may write there too.

export function keeper(form) {
  const key = `kertas-${form.dataset.grid}`;
  const read = () => JSON.parse(localStorage.getItem(key) || "{}");

  function change(alter) {
    const all = read();
    alter(all);
    localStorage.setItem(key, JSON.stringify(all));
  }

  function note(all, box) {
    const own = box.value && box.value !== box.dataset.kept && !box.readOnly;
    if (own) all[box.name] = box.value;
    else delete all[box.name];
  }

  return {
    all: read,
    keep: (boxes) => change((all) => boxes.forEach((box) => note(all, box))),
    // Saved as they were sent: what was typed over it meanwhile stays.
    drop: (sent) =>
      change((all) => Object.entries(sent).forEach(([name, value]) => all[name] === value && delete all[name])),
    dropRow: (uuid) => change((all) => Object.keys(all).forEach((name) => name.startsWith(uuid) && delete all[name])),
  };
}
