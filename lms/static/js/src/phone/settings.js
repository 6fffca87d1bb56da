// What was chosen on this phone: size of letters (1 to 3), colours ("", "terang", "gelap"), speed of the voice (0 to 2).
// One line in localStorage: look.js reads it before the first paint, where no database can be asked.

const KEPT = "tampilan";
const NAMES = ["size", "theme", "speed"];
const chosen = {};

export const settings = {
  read: () => ({ size: "1", theme: "", speed: "1", ...chosen }),
  // Kept if the browser lets us; worn in any case. Out: whether it is kept.
  set(changes) {
    Object.assign(chosen, changes);
    wear();
    try {
      localStorage.setItem(KEPT, NAMES.map((name) => settings.read()[name]).join(" "));
      return true;
    } catch {
      return false;
    }
  },
};

function take(line) {
  const parts = (line || "").split(" ");
  NAMES.forEach((name, at) => parts[at] === undefined || (chosen[name] = parts[at] || settings.read()[name]));
}

function wear() {
  const { dataset } = document.documentElement;
  const { size, theme } = settings.read();
  if (size > 1) dataset.size = size;
  else delete dataset.size;
  if (theme) dataset.theme = theme;
  else delete dataset.theme;
}

// The form on /tampilan/, and the other tabs.
export function beginSettings() {
  try {
    take(localStorage.getItem(KEPT));
  } catch {
    // no storage: nothing was kept
  }
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== KEPT) return;
    take(newValue || "1  1");
    wear();
  });
  const form = document.querySelector("[data-settings]");
  if (!form) return;
  form.hidden = false;
  for (const field of form.elements) field.checked = settings.read()[field.name] === field.value;
  form.addEventListener("change", ({ target }) => {
    const kept = settings.set({ [target.name]: target.value });
    form.querySelector("[role=status]").textContent = kept
      ? "Tersimpan di HP ini."
      : "Dipakai sekarang, tetapi HP ini tidak mau menyimpannya.";
  });
}
