// Public pages that were visited or saved: read without a byte, kept without asking.

import { database } from "../phone/db.js";
import { compose } from "./shell.js";

const PUBLIC = /^\/($|modul\/|cari\/|hari\/|simpan\/|latihan\/|isi-ditarik\/)/;

let opened;
export const kept = () => (opened ||= database());

export const isPublic = (url) => !url.search && PUBLIC.test(url.pathname);

export async function fromKept(path) {
  const row = await (await kept())?.get("kept", path);
  if (!row) return null;
  return compose({ ...row, html: row.recalled ? warned(row) : row.html });
}

// The network, and a copy for the next time.
export async function visit(request) {
  const answer = await fetch(request);
  const path = new URL(request.url).pathname;
  if (mayKeep(answer)) keep(path, answer.clone());
  return answer;
}

// Only what says that it is the same for everybody.
const mayKeep = (answer) =>
  answer.ok && !answer.redirected && /\bpublic\b/.test(answer.headers.get("Cache-Control") || "");

export async function keep(path, answer) {
  const db = await kept();
  if (!db || !mayKeep(answer)) return;
  const page = await answer.text();
  const find = (pattern) => page.match(pattern)?.[1] ?? "";
  const html = find(/<main[^>]*>([^]*)<\/main>/);
  if (!html) return;
  const old = await db.get("kept", path);
  await db.put("kept", {
    path,
    title: find(/<title>([^]*?)<\/title>/).replace(/ · Tuntas$/, ""),
    hash: answer.headers.get("X-Isi") || "",
    tab: find(/<a href="([^"]*)" aria-current="page">/),
    html,
    module: find(/<[^>]* data-competency="([^"]*)"/),
    pack: Boolean(old?.pack),
    saved_at: new Date().toISOString(),
    recalled: "",
  });
}

function warned(row) {
  const text = row.recalled.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<p class="note" role="note"><b>Isi ini ditarik.</b> ${text}</p>${row.html}`;
}
