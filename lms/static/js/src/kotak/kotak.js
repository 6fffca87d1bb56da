// /kotak/: what waits on this phone, what arrived, its receipts; and the way out by a file when no signal comes.

import { sealedFile } from "./file.js";

const box = globalThis.tuntas?.outbox;
const at = (name) => document.querySelector(`[data-kotak-${name}]`);
const WORDS = { menunggu: "menunggu sinyal", diterima: "diterima", ditahan: "diperiksa petugas" };
const LOOKS = { menunggu: "chip-warn", diterima: "chip-ok", ditahan: "chip-warn" };
const HOUR = { hour: "2-digit", minute: "2-digit" };
const DAY = { day: "numeric", month: "long" };

// 14.02 of today, or 26 November pukul 14.02.
function clock(iso) {
  const moment = new Date(iso);
  const hour = moment.toLocaleTimeString("id-ID", HOUR).replace(":", ".");
  const today = moment.toDateString() === new Date().toDateString();
  return today ? `pukul ${hour}` : `${moment.toLocaleDateString("id-ID", DAY)} pukul ${hour}`;
}

function made(name, words = "", kind = "") {
  const element = document.createElement(name);
  element.textContent = words;
  if (kind) element.className = kind;
  return element;
}

function receipt(row) {
  const [item, head] = [made("div", "", "receipt"), made("p", "", "btns")];
  head.append(made("code", row.code || "tanda menyusul"), made("span", WORDS[row.state], `chip ${LOOKS[row.state]}`));
  item.append(head, made("p", row.title));
  const told = row.state === "diterima" ? `Diterima ${clock(row.received_at)}.` : `Disimpan ${clock(row.made_at)}.`;
  // Of a batch of cards not all may have been entered.
  const more = row.state === "diterima" && row.kind !== "presence" ? "" : row.message;
  item.append(made("p", [told, more].join(" ").trim(), "small"));
  if (row.result && row.state !== "menunggu") {
    const link = made("a", "Lihat hasil");
    link.href = row.result;
    item.append(link);
  }
  return item;
}

async function draw() {
  const turn = await globalThis.tuntas.turn();
  const everything = await box.rows();
  const hers = turn ? await box.rows(turn.uuid) : everything.filter((row) => !row.profile);
  const waits = hers.filter((row) => row.state === "menunggu");
  const others = everything.filter((row) => row.state === "menunggu").length - waits.length;
  fill("waits", waits);
  fill("came", hers.filter((row) => row.state !== "menunggu"));
  at("none").hidden = hers.length > 0;
  at("others").hidden = !others;
  at("others").textContent = `${others} kiriman milik orang lain di HP ini juga menunggu; ikut terkirim.`;
  at("ways").hidden = !waits.length && !others;
}

function fill(name, rows) {
  const part = at(name);
  part.hidden = !rows.length;
  part.querySelector("[data-rows]").replaceChildren(...rows.map(receipt));
}

async function sendNow(button) {
  button.disabled = true;
  say(navigator.onLine ? "Mengirim …" : "Sedang tidak ada sinyal. Semua tetap aman di HP ini.");
  if (navigator.onLine) {
    const done = await box.send();
    say(done ? "Semua sudah terkirim." : "Belum semua terkirim. Sisanya aman di HP ini; dicoba lagi sendiri.");
  }
  button.disabled = false;
}

function say(text) {
  at("say").textContent = text;
  at("say").hidden = !text;
}

async function entrust() {
  const file = sealedFile(await box.waits());
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] });
      return say("Berkas dititipkan. Kiriman tetap menunggu di HP ini sampai diterima; dua kali tidak apa-apa.");
    } catch (error) {
      if (error.name === "AbortError") return undefined;
    }
  }
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: file.name });
  link.click();
  URL.revokeObjectURL(link.href);
  return say(`Berkas ${file.name} disimpan di unduhan HP. Berikan kepada penilai, misalnya lewat Bluetooth.`);
}

async function begin() {
  const db = await globalThis.tuntas?.db;
  at("here").hidden = !db;
  at("no-store").hidden = Boolean(db);
  if (!db) return;
  at("send").addEventListener("click", (event) => sendNow(event.currentTarget));
  at("file").addEventListener("click", entrust);
  document.addEventListener("tuntas:outbox", draw);
  const room = await box.room();
  if (room) say(room);
  await draw();
}

begin();
