// Public pages that were visited or saved: read without a byte, kept without asking.

import { database } from "../phone/db.js";
import { compose } from "./shell.js";

const PUBLIC = /^\/($|modul\/|cari\/|hari\/|simpan\/|kotak\/|latihan\/|isi-ditarik\/|tampilan\/)/;

// The open database, or null: then the next who asks tries again. Opened anew after it was closed: by a newer version of
// us, or because it was evicted.
let opened;
const again = () => (opened = null);
export const kept = async () => (await (opened ||= database(again))) || again();

export const isPublic = (url) => !url.search && PUBLIC.test(url.pathname);

// ``before``: what this phone says above it. Null for what is not here, also where the phone has thrown the database away: the network is asked then.
export async function fromKept(path, before = "") {
  try {
    const row = await (await kept())?.get("kept", path);
    return row ? await compose({ ...row, html: before + (row.recalled ? warned(row) : row.html) }) : null;
  } catch {
    again();
    return null;
  }
}

// The network, and a copy for the next time.
export async function visit(request, event) {
  const answer = await fetch(request);
  if (mayKeep(answer)) event.waitUntil(keep(new URL(request.url).pathname, answer.clone()));
  return answer;
}

// Only what says that it is the same for everybody.
const mayKeep = (answer) =>
  answer.ok && !answer.redirected && /\bpublic\b/.test(answer.headers.get("Cache-Control") || "");

// Never throws: a full phone reads on without a copy.
export async function keep(path, answer) {
  try {
    if (mayKeep(answer)) await write(path, answer.headers, await answer.text());
  } catch {
    again();
  }
}

// What is not here yet, out of the browser's own cache where it can be. Throws without a line.
export async function keepMissing(paths) {
  const db = await kept();
  for (const path of db ? paths : []) {
    if (!(await db.getKey("kept", path))) await keep(path, await fetch(path, { cache: "force-cache" }));
  }
}

async function write(path, headers, page) {
  const db = await kept();
  const find = (pattern) => page.match(pattern)?.[1] ?? "";
  const html = find(/<main[^>]*>([^]*)<\/main>/);
  if (!db || !html) return;
  const old = await db.get("kept", path);
  await db.put("kept", {
    path,
    title: find(/<title>([^]*?)<\/title>/).replace(/ · Tuntas$/, ""),
    hash: headers.get("X-Isi") || "",
    tab: find(/<a href="([^"]*)" aria-current="page">/),
    html: html.replace(/<script\b[^]*?<\/script>/g, "") + needs(page),
    module: path.match(/^\/(?:modul|latihan)\/([^/]+)\//)?.[1] ?? "",
    pack: Boolean(old?.pack),
    // By the clock of the server: that of a phone may stand at 1970.
    saved_at: new Date(Date.parse(headers.get("Date")) || Date.now()).toISOString(),
    recalled: "",
  });
}

// Addresses of scripts change with every deploy: a copy only names what it needs.
function needs(page) {
  const found = [...page.matchAll(/<script\b[^>]*\bsrc="[^"]*\/js\/([\w-]+)\./g)].map((match) => match[1]);
  return [...new Set(found)].map((name) => `<i hidden data-script="${name}"></i>`).join("");
}

function warned(row) {
  const text = row.recalled.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<p class="note note-stop" role="note"><b>Jangan dipakai lagi.</b> Isi ini sudah ditarik atau diperbaiki. ${text}</p>${row.html}`;
}
