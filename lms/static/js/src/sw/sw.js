// The worker: what is kept answers first, personal pages never come from here, and no page is ever reloaded by it.
// VERSION, FILES, TOOLS and DUTY stand before this text, put there by the server.

import { bringDuty, dayPage, dayShell, daysHere } from "./day.js";
import { freshen } from "./fresh.js";
import { fromKept, isPublic, keepMissing, visit } from "./kept.js";
import { dayLinks, needsSignal } from "./offline.js";
import "./outbox.js";
import { leaveFirst, ownPage } from "./own.js";
import { sheetPage } from "./sheets.js";
import { bring, file, forgetOldShells, install } from "./shell.js";

// Pages with a way of their own: [addresses, (request, url, event) -> an answer, or null where there is none].
const ROUTES = [
  [/^\/(saya|hp|masuk)\//, ownPage],
  [/^\/cek\//, sheetPage],
  [/^\/kegiatan\/[0-9a-f-]{36}\//, dayPage],
  [new RegExp(`^${DUTY[0]}$`), dayShell],
];
// The ways to all other pages, kept on every phone, so that the site opens without a signal.
const DOORS = ["/", "/modul/", "/kotak/", "/hari/", "/hari/hitung/", "/cari/", "/simpan/", "/tampilan/"];

addEventListener("install", (event) => event.waitUntil(install().then(bringDuty).then(takeOver)));
addEventListener("activate", (event) => event.waitUntil(forgetOldShells().then(() => clients.claim())));
addEventListener("message", (event) => {
  const { do: act, path, now } = event.data || {};
  const [port] = event.ports;
  const acts = {
    "take over": takeOver,
    keep: () => keepFirst(new URL(path, location.href)),
    freshen: () => bring(TOOLS).then(bringDuty).then(keepDoors).then(() => freshen({ now })),
    // A page waits to hear that the list can be opened without a signal.
    duty: () => bring(DUTY).then(() => port.postMessage("here")),
  };
  // Without a line nothing is lost: it is asked again with the next page.
  if (acts[act]) event.waitUntil(acts[act]().catch(() => {}));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if ([...FILES, ...TOOLS, ...DUTY.slice(1)].includes(url.pathname)) event.respondWith(file(request));
  else if (request.destination === "image" && url.pathname.startsWith("/media/")) event.respondWith(file(request, "gambar"));
  else if (request.mode === "navigate") event.respondWith(navigate(request, url, event));
});

// Not while a sheet of questions or an assessment is open: its page goes on with the files that it began with.
async function takeOver() {
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!open.some((page) => /^\/(cek|nilai|kegiatan|hari-penilaian)\//.test(new URL(page.url).pathname))) await skipWaiting();
}

// The page that was open before there was a worker.
async function keepFirst(url) {
  if (isPublic(url)) await keepMissing([url.pathname]);
}

// With any page, for she may have left the first one before all were here. Once at a time: each page asks for it.
let bringing;
const keepDoors = () => (bringing ||= keepMissing(DOORS).finally(() => (bringing = null)));

async function navigate(request, url, event) {
  event.waitUntil(daysHere()); // what is too old goes with any page
  try {
    await leaveFirst(url);
    const own = ROUTES.find(([addresses]) => addresses.test(url.pathname));
    if (own) return (await own[1](request, url, event)) || (await needsSignal());
    if (!isPublic(url)) return await fetch(request);
    const above = url.pathname === "/" ? await dayLinks() : "";
    return (await fromKept(url.pathname, above)) || (await visit(request, event));
  } catch {
    // What was asked from another page: the search of the phone answers it.
    return (url.pathname === "/cari/" && (await fromKept(url.pathname))) || needsSignal();
  }
}
