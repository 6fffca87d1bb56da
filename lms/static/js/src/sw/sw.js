// The worker: what is kept answers first, personal pages never come from here, and no page is ever reloaded by it.
// VERSION and FILES stand before this text, put there by the server.

import { file, forgetOldShells, install } from "./shell.js";
import { fromKept, isPublic, keep, visit } from "./kept.js";
import { needsSignal } from "./offline.js";

addEventListener("install", (event) => event.waitUntil(install().then(takeOver)));
addEventListener("activate", (event) => event.waitUntil(forgetOldShells().then(() => clients.claim())));
addEventListener("message", (event) => {
  const { do: act, path } = event.data || {};
  if (act === "take over") event.waitUntil(takeOver());
  if (act === "keep" && isPublic(new URL(path, location.href))) event.waitUntil(keepFirst(path));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (FILES.includes(url.pathname)) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(navigate(request, url));
});

// Not while a sheet of questions or an assessment is open: its page goes on with the files that it began with.
async function takeOver() {
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!open.some((page) => /^\/(cek|nilai)\//.test(new URL(page.url).pathname))) await skipWaiting();
}

// Out of the browser's own cache: it has just been read.
const keepFirst = async (path) => keep(path, await fetch(path, { cache: "force-cache" }));

async function navigate(request, url) {
  try {
    if (!isPublic(url)) return await fetch(request);
    return (await fromKept(url.pathname)) || (await visit(request));
  } catch {
    return needsSignal();
  }
}
