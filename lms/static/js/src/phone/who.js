// *Siapa yang belajar?* and the PIN pad, drawn from what this phone keeps; also in place of the door, without a signal.

import { changePerson, motifName, people, picture, turn } from "./corner.js";
import { canLock, countDown, digits, tryPin } from "./lock.js";
import { openCorner } from "./bridge.js";
import { forgetPerson, unsent } from "./check.js";
import { make, spell } from "./make.js";

const DOOR = /^\/masuk\/hp\/([0-9a-f-]{36})\/$/;

export async function drawWho(db, place) {
  const [now, all] = await Promise.all([turn(), people()]);
  const asked = location.hash.startsWith("#pin:") ? now?.uuid : location.pathname.match(DOOR)?.[1];
  const row = all.find((one) => one.uuid === asked);
  if (row && (row.uuid !== now?.uuid || location.hash)) return drawPad(db, place, row);
  if (!all.length) return;
  place.replaceChildren(make("h1", { tabIndex: -1 }, "Siapa yang belajar?"));
  if (now) place.append(drawNow(now));
  if (!canLock()) place.append(make("p", { className: "note" }, "HP atau browser ini tidak dapat menyimpan kunci PIN, jadi berganti orang di sini perlu sinyal."));
  const tiles = all.filter((one) => one.uuid !== now?.uuid).map(tile);
  if (tiles.length) place.append(make("p", {}, "Ketuk gambar Ibu/Bapak, lalu tulis PIN."), make("ul", { className: "tiles" }, ...tiles));
  place.append(make("a", { className: "btn btn-quiet", href: "/masuk/" }, "Orang lain: masuk dengan kartu"), drawRemoval(db, all));
}

function drawNow(now) {
  const next = make("a", { className: "btn", href: goal() }, "Lanjut belajar");
  const change = make("button", { type: "button", className: "btn btn-quiet", onclick: changePerson }, "Ganti orang");
  const drawn = now.motif ? [picture(now.motif, 64)] : [];
  return make("section", { className: "card hero stack" }, ...drawn, make("p", {}, "Sekarang giliran ", make("b", {}, label(now)), "."), next, change);
}

const label = (row) => row.name || motifName(row.motif);

function tile(row) {
  const words = row.void ? "perlu sinyal" : row.lock ? "" : "masuk perlu sinyal";
  const link = make("a", { className: "card", href: `/masuk/hp/${row.uuid}/${location.search}` }, picture(row.motif, 64), label(row));
  if (words) link.append(make("small", { className: "dim" }, words));
  return make("li", {}, link);
}

// Only a path of this site.
function goal() {
  const asked = location.hash.startsWith("#pin:") ? location.hash.slice(5) : new URLSearchParams(location.search).get("next");
  return /^\/(?![/\\])/.test(asked || "") ? asked : "/saya/";
}

function drawPad(db, place, row) {
  place.replaceChildren(make("h1", { tabIndex: -1 }, `${label(row)}, tulis PIN`), make("div", { className: "hero" }, picture(row.motif, 64)));
  const other = make("p", { class: "link" }, make("a", { href: "/hp/" }, "Bukan Ibu/Bapak? Pilih orang lain"));
  const online = make("a", { className: "btn btn-quiet", href: `/masuk/hp/${row.uuid}/?next=${encodeURIComponent(goal())}` }, "Masuk lewat internet");
  if (!row.lock || !canLock()) {
    const words = row.void || "PIN Ibu/Bapak belum dikenal HP ini. Masuk sekali saat ada sinyal; sesudah itu bisa juga tanpa sinyal.";
    place.append(make("p", { className: "note", role: "status" }, words), online, other);
    return;
  }
  const state = make("p", { className: "note", role: "status", hidden: true });
  const field = make("input", { id: "pin", className: "input input-big", type: "password", inputMode: "numeric", autocomplete: "off", maxLength: 20, required: true });
  const send = make("button", { type: "submit", className: "btn" }, "Buka");
  const form = make("form", { className: "card stack" }, make("div", { className: "field" }, make("label", { htmlFor: "pin" }, "PIN, 6 angka"), field), state, send);
  place.append(form, make("p", {}, "Sedang tanpa sinyal: PIN diperiksa di HP ini."), other, make("p", {}, "Ada sinyal, atau lupa PIN?"), online);
  const say = (text) => Object.assign(state, { textContent: text, hidden: !text });
  const show = (wait) => {
    send.disabled = field.readOnly = wait > 0;
    if (wait > 0) say(`PIN belum cocok. Tunggu ${spell(wait)} lagi, dan biarkan halaman ini terbuka. Kalau ada sinyal, masuk lewat internet.`);
    else say("Silakan tulis PIN lagi.");
  };
  if (row.wait > 0) show(row.wait);
  countDown(db, row.uuid, show);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (digits(field.value).length !== 6) return say("PIN terdiri dari 6 angka. Silakan tulis lagi.");
    send.disabled = true;
    const found = await tryPin(db, row.uuid, digits(field.value));
    field.value = "";
    if (found.key) {
      await openCorner(db, row.uuid, found);
      return location.replace(goal());
    }
    if (found.wait > 0) return show(found.wait);
    send.disabled = false;
    say("PIN belum cocok. Silakan coba lagi.");
    field.focus();
  });
  field.focus();
}

function drawRemoval(db, all) {
  const list = make("ul", { className: "stack" });
  for (const row of all) {
    const words = make("p", { className: "small", role: "status", hidden: true });
    const button = make("button", { type: "button", className: "btn btn-quiet btn-small" }, `Keluarkan ${label(row)}`);
    button.addEventListener("click", () => remove(db, row, button, words));
    list.append(make("li", { className: "stack" }, button, words));
  }
  return make("details", { className: "stack" }, make("summary", {}, "Keluarkan orang dari HP ini"), make("p", { className: "small" }, "Gambar dan salinannya hilang dari HP ini. Kartu, PIN, dan hasil belajar tetap berlaku."), list);
}

// Twice: the first tap asks, the second does it.
async function remove(db, row, button, words) {
  const { waiting, begun } = await unsent(db, row.uuid);
  words.hidden = false;
  if (begun && !waiting) {
    words.textContent = `Belum bisa: ${label(row)} sudah memulai soal yang belum dikirim. Selesaikan dan kirim dulu.`;
    return;
  }
  if (waiting) {
    words.replaceChildren(`Belum bisa: ${waiting} kiriman ${label(row)} belum sampai. Kirim dulu saat ada sinyal, atau serahkan lewat file. `, make("a", { href: "/kotak/" }, "Buka kotak kirim"));
    return;
  }
  if (!button.dataset.sure) {
    button.dataset.sure = "1";
    button.textContent = `Ya, keluarkan ${label(row)}`;
    words.textContent = "Ketuk sekali lagi kalau sudah yakin.";
    return;
  }
  if (await forgetPerson(db, row.uuid)) location.reload();
}
