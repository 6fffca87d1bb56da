// Sheets that were fetched ahead: opened without a signal, one of a quiz at a time, by the rules that hold online.

import { kept } from "./kept.js";
import { compose } from "./shell.js";

const SHEET = /^\/cek\/([\w-]{22})\/(?:hasil\/)?$/;
const START = /^\/cek\/mulai\/([\w-]+)\/$/;
const WAIT = 4000;
const PIN_LASTS = 15 * 60000;
const PIN_FIRST =
  '<h1>Tulis PIN dulu</h1><p>HP ini dipakai beberapa orang. Sesudah PIN ditulis, soalnya terbuka.</p><a class="btn" href="/hp/#pin:/cek/LEMBAR/">Tulis PIN</a>';

// Of all that begins with /cek/: the network, else what this phone holds. Throws without a signal where it holds none.
export async function sheetPage(request, url) {
  const [token, quiz] = [SHEET, START].map((pattern) => pattern.exec(url.pathname)?.[1]);
  const rows = token || quiz ? await hers().catch(() => []) : [];
  const row = rows.find((one) => one.token === token);
  if (!row && (token || !rows.length)) return fetch(request);
  try {
    return await Promise.race([fetch(request), new Promise((_, late) => setTimeout(late, WAIT))]);
  } catch {
    return row && isOpen(row) ? openSheet(row) : offers(rows, row?.quiz || quiz);
  }
}

// Of whoever's turn it is, each with what this phone knows of it: was it handed in, and from when on may it be begun?
async function hers() {
  const db = await kept();
  if (!db) return [];
  const [rows, sent, turn] = await Promise.all([db.getAll("sheets"), db.getAll("outbox"), db.get("notes", "hp.giliran")]);
  const mine = rows.filter((row) => !row.profile || row.profile === turn?.uuid);
  for (const row of mine) row.sent = sent.find((one) => one.kind === "answers" && one.envelope.includes(`"ticket":"${row.token}"`));
  for (const row of mine) row.from = opens(row, mine);
  return mine.sort((one, other) => other.begun - one.begun || one.token.localeCompare(other.token));
}

// 0: now. A kuis after its pause; any other only when the result of the one before is known.
function opens(row, rows) {
  const before = rows.filter((one) => one.quiz === row.quiz && one.sent && one !== row);
  if (!row.pause && before.some((one) => one.sent.state === "menunggu")) return Infinity;
  const ends = before.map((one) => Date.parse(one.sent.made_at) + row.pause * 60000);
  const from = Math.max(0, Date.parse(row.opens_at) || 0, ...ends);
  return from > Date.now() && !row.begun ? from : 0;
}

const isOpen = (row) => !row.sent && !row.from && Date.parse(row.until) > Date.now();

async function openSheet({ sent, from, ...row }) {
  const db = await kept();
  if (!row.begun && !(await pinIsGood(db))) return compose({ title: escaped(row.title), html: PIN_FIRST.replace("LEMBAR", row.token), tab: "" });
  await db.put("sheets", { ...row, begun: true });
  const note = '<p class="note" role="note"><b>Tanpa sinyal.</b> Jawaban disimpan di HP ini dan dikirim sendiri nanti.</p>';
  const html = `${note}${row.html}<i hidden data-script="quiz"></i>`;
  return compose({ title: escaped(row.title), html, tab: "" });
}

// As online: on a phone of several, whoever begins a test has just typed her PIN.
async function pinIsGood(db) {
  const [people, turn] = await Promise.all([db.getAll("profiles"), db.get("notes", "hp.giliran")]);
  const several = people.filter((one) => one.kept || one.uuid === turn?.uuid).length > 1;
  return !several || Math.abs(Date.now() - turn?.pinAt) < PIN_LASTS;
}

function offers(rows, quiz) {
  const own = rows.filter((row) => row.quiz === quiz);
  const shown = own.length ? own : rows;
  const first = new Map();
  for (const row of shown) if (isOpen(row) && !first.has(row.quiz)) first.set(row.quiz, row);
  const lines = shown.map((row) => (first.get(row.quiz) === row ? button(row) : told(row, first.has(row.quiz))));
  const lead = own.length ? "" : "<p>Soal cek ini belum disimpan di HP ini. Yang ada:</p>";
  const html = `<h1>Tanpa sinyal</h1>${lead}${lines.join("")}<p class="link"><a href="/saya/">Kembali ke Saya</a></p>`;
  return compose({ title: "Cek kemampuan tanpa sinyal", html, tab: "" });
}

const button = (row) =>
  `<section class="card stack"><h2>${escaped(row.title)}</h2><p>${row.count} soal, tersimpan di HP ini sampai ${date(row.until)}.</p><a class="btn" href="/cek/${row.token}/">${row.begun ? "Lanjutkan" : "Kerjakan tanpa sinyal"}</a></section>`;

function told(row, another) {
  const title = `<b>${escaped(row.title)}</b> `;
  return `<p class="note">${title}${why(row, another)}</p>`;
}

function why(row, another) {
  if (row.sent) {
    const code = row.sent.code ? `, kode ${escaped(row.sent.code)}` : "";
    return `sudah diserahkan di HP ini${code}. ${row.sent.state === "menunggu" ? "Dikirim sendiri dan hasilnya terlihat saat ada sinyal." : "Hasilnya terlihat saat ada sinyal."}`;
  }
  if (Date.parse(row.until) <= Date.now()) return "sudah lewat 14 hari. Lembar baru dapat diambil saat ada sinyal; kesempatan tidak berkurang.";
  if (row.from === Infinity) return "satu lembar lagi tersimpan. Dibuka sesudah hasil lembar tadi diketahui, saat ada sinyal.";
  if (row.from) return `satu lembar lagi bisa dibuka mulai ${clock(row.from)}. Sambil menunggu, baca lagi pelajarannya.`;
  return another ? "satu lembar lagi tersimpan, untuk sesudah lembar ini." : "";
}

const date = (moment) => new Date(moment).toLocaleDateString("id-ID", { day: "numeric", month: "long" });
const clock = (moment) => `pukul ${new Date(moment).toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" })}`;
const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
