// In place of what needs a signal: said plainly, with what is here to read.

import { compose } from "./shell.js";
import { kept } from "./kept.js";

export async function needsSignal() {
  const rows = (await (await kept())?.getAll("kept")) || [];
  const lessons = rows.filter((row) => row.path.startsWith("/modul/") && row.path !== "/modul/");
  const list = lessons.map(line).join("");
  const html = `<h1>Halaman ini perlu sinyal</h1><p class="lead">Sedang tidak ada sinyal. Yang sudah tersimpan di HP ini tetap dapat dibuka.</p>${list ? `<h2>Tersimpan di HP ini</h2><ul class="rows card">${list}</ul>` : ""}<p><a href="/">Beranda</a></p>`;
  return (await compose({ title: "Perlu sinyal", html, tab: "" }, 503)) || Response.error();
}

// The titles stand as they stood in their page: escaped by the server.
const line = (row) =>
  `<li><a class="row" href="${encodeURI(row.path)}"><span class="row-in"><span class="row-t">${row.title}</span></span></a></li>`;
