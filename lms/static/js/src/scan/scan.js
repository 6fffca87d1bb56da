// *Pindai kehadiran*: a card before the camera, or a name of the list; both are kept on this phone and sent when there is a
// signal. `tuntas.scan()` begins it on a page that was drawn later.

import { batchesOf, dropOldScans, isNews, keepScan, keptHere, noteName } from "./batch.js";
import { watchCamera } from "./camera.js";
import { markOf } from "./card.js";
import { signal } from "./signals.js";

const SAME = 2500; // ms: a card that is still held before the camera
const TAKEN = "Kehadiran sudah kami terima.";
const FULL = "HP ini penuh: kartu ini belum tersimpan. Hapus foto atau video yang tidak perlu, lalu pindai lagi.";

globalThis.tuntas.scan = beginScan;
beginScan();

async function beginScan() {
  const root = document.querySelector("[data-scan]");
  if (!root || root.dataset.begun) return;
  root.dataset.begun = "1";
  // An old browser, a private window, or no https.
  const fits = globalThis.crypto?.subtle && navigator.locks && (await tuntas?.db);
  if (!fits) return void (root.nextElementSibling.hidden = false);
  await dropOldScans();
  const scan = { root, find: (name) => root.querySelector(`[data-${name}]`), stop: null, last: { text: "", at: 0 } };
  const today = new Date().toLocaleDateString("sv-SE");
  const part = scan.find("part");
  const here = [...part.options].find((option) => option.value.startsWith(today));
  if (here) part.value = here.value;
  part.addEventListener("change", () => draw(scan));
  scan.find("camera").addEventListener("click", () => (scan.stop ? rest(scan) : begin(scan)));
  scan.find("search").addEventListener("input", () => narrow(scan));
  for (const one of lines(scan)) one.querySelector("input").addEventListener("change", () => byName(scan, one));
  document.addEventListener("tuntas:outbox", () => root.isConnected && drawState(scan));
  document.addEventListener("visibilitychange", () => document.hidden && scan.stop && rest(scan));
  root.hidden = false;
  await draw(scan);
}

const lines = ({ root }) => [...root.querySelectorAll("[data-kader]")];

async function begin(scan) {
  const button = scan.find("camera");
  button.disabled = true;
  signal("", scan); // a sound may be made from now on, for she has tapped
  try {
    scan.find("eye").hidden = false;
    scan.stop = await watchCamera(scan.root.querySelector("video"), scan.root.dataset.qr, (text) => seen(scan, text));
    button.textContent = "Matikan kamera";
    scan.find("eye").scrollIntoView({ block: "start", behavior: "instant" });
  } catch {
    scan.find("eye").hidden = true;
    tell(scan, "warn", "Kamera tidak terbuka.", "Izinkan kamera untuk situs ini di pengaturan browser, atau pilih namanya di bawah.");
    scan.find("names").open = true;
  }
  button.disabled = false;
}

function rest(scan) {
  scan.stop();
  scan.stop = null;
  scan.find("eye").hidden = true;
  scan.find("camera").textContent = "Nyalakan kamera";
}

async function seen(scan, text) {
  const { last } = scan;
  const isHeld = last.text === text && Date.now() - last.at < SAME;
  scan.last = { text, at: Date.now() };
  if (isHeld) return;
  const card = await markOf(text);
  if (!card) return tell(scan, "warn", "Ini bukan kartu kader.", "Arahkan kamera ke QR di kartu masuk kader.");
  const line = lines(scan).find((one) => one.dataset.card === card);
  await keep(scan, line, line?.dataset.kader || card, { card });
}

const byName = (scan, line) => keep(scan, line, line.dataset.kader, { kader: line.dataset.kader });

async function keep(scan, line, who, named) {
  const { scan: event, profile, key } = scan.root.dataset;
  const part = scan.find("part").value;
  const [day, session] = part.split("|");
  const name = line?.dataset.name || "";
  try {
    const row = { ...named, at: new Date().toISOString() };
    const isNew = await keepScan(noteName(event, part), who, row, { key, profile, event, day, session });
    await draw(scan);
    if (isNew) tell(scan, "ok", name || `Kartu diterima (${scan.find("count").textContent})`, name ? "Tercatat hadir." : "Namanya dicocokkan saat terkirim.");
    else tell(scan, "again", name || "Kartu ini sudah dipindai.", name ? "Sudah tercatat tadi; tetap satu." : "Tetap dihitung satu.");
  } catch {
    tell(scan, "warn", "Belum tersimpan.", FULL);
  }
}

function tell(scan, how, title, text) {
  const place = scan.find("told");
  place.className = `note ${{ ok: "note-ok", again: "note-key", warn: "note-stop" }[how]}`;
  const bold = Object.assign(document.createElement("b"), { textContent: title });
  place.replaceChildren(bold, text);
  signal(how, scan);
}

async function draw(scan) {
  const part = scan.find("part").value;
  const here = new Set(await keptHere(noteName(scan.root.dataset.scan, part)));
  scan.find("count").textContent = here.size;
  for (const one of lines(scan)) {
    const tick = one.querySelector("input");
    tick.checked = tick.disabled = here.has(one.dataset.kader);
  }
  const isToday = part.startsWith(new Date().toLocaleDateString("sv-SE"));
  scan.find("otherday").hidden = isToday;
  await drawState(scan);
}

// Each answer of the site that says more than thanks is told once, also of what was sent while this page was closed.
async function drawState(scan) {
  const rows = await batchesOf(scan.root.dataset.scan);
  const waits = rows.filter((row) => row.state === "menunggu").reduce((sum, row) => sum + row.content.rows.length, 0);
  const total = Number(scan.find("count").textContent);
  scan.find("state").textContent = waits ? `${waits} menunggu sinyal; dikirim sendiri.` : total ? "Semuanya sudah terkirim." : "";
  for (const row of rows) {
    if (row.state === "menunggu" || row.message === TAKEN || !(await isNews(row.id))) continue;
    Object.assign(scan.find("answer"), { textContent: row.message, hidden: false });
  }
}

function narrow(scan) {
  const asked = scan.find("search").value.trim().toLowerCase();
  for (const one of lines(scan)) one.hidden = !one.textContent.toLowerCase().includes(asked);
}
