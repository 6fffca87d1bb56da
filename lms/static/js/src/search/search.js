// The same search on the phone: at once while typing, and without a signal. Until the index is here, the form asks the
// server as it does without script.

import "../vendor/minisearch.js";
import { wordsOf } from "./folding.js";
import { keepIndex } from "./keep.js";

const KINDS = ["Modul", "", "Kartu kerja"];
const MOST = 20;
const SNIPPET = 160;

const form = document.querySelector("[data-search]");
const out = document.querySelector("[data-search-out]");
const field = form.elements.q;
const engine = prepare();
let asked = "";

const given = new URLSearchParams(location.search).get("q");
if (given && !field.value) field.value = given;
field.addEventListener("input", () => setTimeout(ask, 150, field.value));
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  history.replaceState(null, "", location.pathname); // what was asked stays out of the address
  if (!(await engine)) return location.assign(`/cari/?q=${encodeURIComponent(field.value)}`);
  asked = "";
  ask(field.value);
});
if (field.value) ask(field.value);

async function prepare() {
  const data = await keepIndex(await globalThis.tuntas?.db);
  if (!data) return null;
  const docs = data.d.map(([module, kind, path, title, says], id) => {
    const [code, name] = data.m[module];
    return { id, code, kind: KINDS[kind], path, title, says, module: name, head: `${title} ${name} ${code}`, body: [] };
  });
  const places = data.p.split(" ");
  data.w.split(" ").forEach((word, at) => {
    let doc = 0;
    for (const step of places[at].split(",")) docs[(doc += parseInt(step, 36))].body.push(word);
  });
  const known = new Set([...data.w.split(" "), ...docs.flatMap((doc) => wordsOf(doc.head))]);
  const search = new MS.default({
    fields: ["head", "body"],
    tokenize: (text, name) => (name === "body" ? text.split(" ") : wordsOf(text)),
    processTerm: (term) => term,
    extractField: (doc, name) => (name === "body" ? doc.body.join(" ") : doc[name]),
    // Who wrote a word that is there meant no other.
    searchOptions: { boost: { head: 3 }, prefix: (term) => term.length > 2, fuzzy: (term) => !known.has(term) && 0.2 },
  });
  await search.addAllAsync(docs, { chunkSize: 20 }); // a slow phone stays awake for the finger
  return { search, docs };
}

async function ask(text) {
  if (text !== field.value || text === asked) return;
  asked = text;
  const ready = await engine;
  if (!ready || text !== field.value) return;
  if (!wordsOf(text).length) return out.replaceChildren();
  const every = ready.search.search(text, { combineWith: "AND" });
  const hits = (every.length ? every : ready.search.search(text)).slice(0, MOST);
  const rows = await Promise.all(hits.map((hit) => line(ready.docs[hit.id], hit.terms)));
  if (text === field.value) show(rows);
}

function show(rows) {
  if (!rows.length) {
    const empty = node("div", "empty", node("h2", "", "Tidak ditemukan"));
    empty.append(node("p", "", "Coba kata lain yang lebih pendek, misalnya: timbang, ASI, demam."));
    return out.replaceChildren(empty);
  }
  const list = node("ul", "rows card");
  list.append(...rows);
  out.replaceChildren(node("p", "small dim", `${rows.length} hasil${rows.length === MOST ? " teratas" : ""}`), list);
}

async function line(doc, terms) {
  const inner = node("span", "row-in", node("span", "row-t", doc.title));
  inner.append(node("small", "", [doc.kind, doc.kind === "Modul" ? "" : doc.module].filter(Boolean).join(" · ")));
  inner.append(node("span", "snippet", ...marked(await sentence(doc, terms), terms)));
  const link = node("a", `row g-${doc.code[0].toLowerCase()}`, node("span", "badge", doc.code), inner);
  link.href = doc.path;
  return node("li", "", link);
}

// Out of the lesson itself where it is kept on this phone; else what it says of itself.
async function sentence(doc, terms) {
  const db = await globalThis.tuntas?.db;
  const row = await db?.get("kept", doc.path);
  const texts = row ? [...new DOMParser().parseFromString(row.html, "text/html").querySelectorAll("p:not(.crumb), li, td")] : [];
  const count = (text) => new Set(wordsOf(text).filter((word) => terms.includes(word))).size;
  const best = texts.map((one) => one.textContent.trim()).reduce((a, b) => (count(b) > count(a) ? b : a), doc.says);
  return best.length > SNIPPET ? `${best.slice(0, SNIPPET).replace(/ \S*$/, "")} …` : best;
}

function marked(text, terms) {
  const pieces = text.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu) || [];
  return pieces.map((piece) => (wordsOf(piece).some((word) => terms.includes(word)) ? node("mark", "", piece) : piece));
}

function node(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}
