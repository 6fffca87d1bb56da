// In place of what needs a signal: said plainly, with what is here to read.

import { daysHere } from "./day.js";
import { compose } from "./shell.js";
import { kept } from "./kept.js";

const MOST = 20;

export async function needsSignal() {
  const { modules, pages, waiting } = await here().catch(() => ({ modules: [], pages: [], waiting: 0 }));
  const days = await dayLinks();
  const parts = [
    "<h1>Halaman ini perlu sinyal</h1>",
    `<p class="lead">Sedang tidak ada sinyal.${pages.length ? " Yang tersimpan di HP ini tetap dapat dibuka." : ""}</p>`,
    waiting ? `<p class="note">${waiting} kiriman tersimpan di HP ini dan dikirim sendiri bila ada sinyal.</p>` : "",
    days,
    list("Modul yang disimpan", modules),
    list("Yang pernah dibuka", pages),
    '<p class="btns"><a class="btn" href="">Coba lagi</a></p>',
  ];
  const html = parts.join("");
  return (await compose({ title: "Perlu sinyal", html, tab: "" }, 503)) || Response.error();
}

// The lists of the day on this phone; "" where there is none. Titles of events stand there as an officer wrote them.
export async function dayLinks() {
  const plain = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const rows = (await daysHere()).map(({ event, title }) => ({ path: `${DUTY[0]}#${event}`, title: plain(title) }));
  return list("Hari penilaian di HP ini", rows);
}

async function here() {
  const db = await kept();
  const rows = (await db.getAll("kept")).filter((row) => row.path.startsWith("/modul/") && row.path !== "/modul/");
  const last = rows.sort((a, b) => (a.saved_at < b.saved_at ? 1 : -1));
  return {
    modules: last.filter((row) => row.pack && row.path === `/modul/${row.module}/`),
    pages: last.filter((row) => !row.pack && !row.path.endsWith("/kartu/")).slice(0, MOST),
    waiting: (await db.getAll("outbox")).filter((row) => row.state === "menunggu").length,
  };
}

// Titles stand here as the server wrote them into their page: escaped.
const list = (head, rows) => (rows.length ? `<h2>${head}</h2><ul class="rows card">${rows.map(line).join("")}</ul>` : "");
const line = ({ path, title }) =>
  `<li><a class="row" href="${encodeURI(path)}"><span class="row-in"><span class="row-t">${title}</span></span></a></li>`;
