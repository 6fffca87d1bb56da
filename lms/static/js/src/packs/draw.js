// What stands under a module: how far it is here, and what can be done with it.

import { countPages } from "./save.js";

// ``acts``: save() and remove() of this module; ``asks``: {pictures: wanted too, waits: nothing may be tapped now}.
export async function drawModule(db, item, acts, asks) {
  const row = await db.get("packs", item.dataset.pack);
  const box = item.querySelector("[data-pack-do]");
  const button = (words, act) => made(words, item, act, asks.waits || (words !== "Hapus" && !navigator.onLine));
  box.hidden = false;
  if (!row) {
    tellState(item, "");
    return box.replaceChildren(button("Simpan", acts.save));
  }
  const { here, recalled } = await countPages(db, row);
  const total = row.paths.length;
  const ended = row.state === "tersimpan" && here === total;
  const old = ended && isOld(item, row);
  const words = ended ? `Tersimpan${row.pictures ? " dengan gambar" : ""}` : `Baru ${here} dari ${total} halaman`;
  const told = [words, old ? "ada yang berubah" : "", recalled ? "ada isi yang ditarik" : ""];
  tellState(item, told.filter(Boolean).join(" · "), ended ? null : { title: row.title, done: here, total });
  const more = ended && asks.pictures && !row.pictures && Number(item.dataset.pictures);
  const act = ended ? (old || recalled ? "Perbarui" : more ? "Tambah gambar" : "") : "Lanjutkan";
  box.replaceChildren(...(act ? [button(act, acts.save)] : []), button("Hapus", acts.remove));
}

export const isOld = (item, row) => row.stale || row.hash !== item.dataset.hash;

// ``far``: {title, done, total} while it is on its way.
export function tellState(item, words, far = null) {
  const line = item.querySelector("[data-pack-state]");
  line.textContent = words;
  line.classList.toggle("is-kept", words.startsWith("Tersimpan"));
  if (!far) return;
  const bar = document.createElement("progress");
  Object.assign(bar, { className: "bar", max: far.total, value: far.done, ariaLabel: `Kemajuan ${far.title}` });
  line.append(bar);
}

function made(words, item, act, disabled) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "btn btn-quiet btn-small", textContent: words, disabled });
  button.setAttribute("aria-label", `${words}: ${item.querySelector(".row-t").textContent}`);
  button.addEventListener("click", act);
  return button;
}
