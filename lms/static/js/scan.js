const MOST = 200;
const LASTS = 48 * 3600000;
const NOTE = "hadir:"; // in `notes`: which cards this phone has, of one day or session; marks and numbers, no names
const noteName = (event, part) => `${NOTE}${event}:${part}`;
const keptHere = async (name) => (await (await tuntas.db).get("notes", name))?.seen || [];
function keepScan(name, who, row, head) {
return navigator.locks.request(NOTE, async () => {
const db = await tuntas.db;
const note = (await db.get("notes", name)) || { name, seen: [], batch: "" };
if (note.seen.includes(who)) return false;
const before = await db.get("outbox", note.batch);
const open = rowsOf(before, row);
const batch = await seal([...open, row], head);
if (open.length) await db.delete("outbox", before.id);
dispatchEvent(new Event("kotak"));
await db.put("notes", { ...note, at: Date.now(), batch, seen: [...note.seen, who] });
return true;
});
}
function rowsOf(before, { at }) {
if (before?.state !== "menunggu") return [];
const { rows } = JSON.parse(before.envelope);
const day = (moment) => new Date(moment).toDateString();
return rows.length < MOST && day(rows[0].at) === day(at) ? rows : [];
}
async function seal(rows, { key, ...head }) {
const mine = (await tuntas.turn())?.uuid === head.profile ? head.profile : "";
const title = `Kehadiran: ${rows.length} kartu`;
const receipt = await tuntas.outbox.put("presence", { ...head, rows }, { title, whose: { uuid: mine, credential: key } });
return receipt.id;
}
async function batchesOf(event) {
const rows = (await tuntas.outbox.rows()).filter((row) => row.kind === "presence");
const found = rows.map((row) => ({ ...row, content: row.envelope ? JSON.parse(row.envelope) : null }));
return found.filter(({ content }) => !content || content.event === event);
}
async function isNews(id) {
const change = (await tuntas.db).transaction("outbox", "readwrite");
const row = await change.store.get(id);
if (row && !row.told) await change.store.put({ ...row, told: true });
await change.done;
return Boolean(row && !row.told);
}
async function dropOldScans() {
const db = await tuntas.db;
for (const { name, at } of await db.getAll("notes", IDBKeyRange.bound(NOTE, "hadir;"))) {
if (Math.abs(Date.now() - at) > LASTS) await db.delete("notes", name);
}
}
const PAUSE = 120;
const SIDE = 640;
const WISH = { video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false };
async function watchCamera(video, address, seen) {
const [stream, read] = await Promise.all([navigator.mediaDevices.getUserMedia(WISH), reader(address)]);
video.srcObject = stream;
await video.play();
const awake = await navigator.wakeLock?.request("screen").catch(() => null);
let on = true;
const stop = () => {
on = false;
for (const track of stream.getTracks()) track.stop();
awake?.release().catch(() => {});
video.srcObject = null;
};
const look = async () => {
while (on && video.isConnected) {
const text = video.readyState > 1 ? await read(video).catch(() => "") : "";
if (on && text) await seen(text);
await new Promise((go) => setTimeout(go, PAUSE));
}
stop();
};
look();
return stop;
}
async function reader(address) {
const formats = (await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => [])) || [];
if (!formats.includes("qr_code")) return ownReader(address);
const detector = new BarcodeDetector({ formats: ["qr_code"] });
return async (video) => (await detector.detect(video))[0]?.rawValue || "";
}
async function ownReader(address) {
await import(address);
const canvas = document.createElement("canvas");
const pen = canvas.getContext("2d", { willReadFrequently: true });
return async (video) => {
const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight));
[canvas.width, canvas.height] = [video.videoWidth * scale, video.videoHeight * scale].map(Math.round);
pen.drawImage(video, 0, 0, canvas.width, canvas.height);
return tuntas.decode(pen.getImageData(0, 0, canvas.width, canvas.height));
};
}
const CARD = /^https?:\/\/[^/]+\/masuk\/([\w-]{22})$/;
async function markOf(text) {
const token = text.trim().match(CARD)?.[1];
if (!token) return "";
const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`kartu:${token}`)));
return [...hash.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
const TONES = { ok: [[880, 0.12]], again: [[440, 0.1], [440, 0.1]], warn: [[220, 0.35]] };
const SHAKES = { ok: 80, again: [40, 60, 40], warn: 300 };
const QUIET = 0.06;
function signal(how, scan) {
scan.sound ||= globalThis.AudioContext ? new AudioContext() : null;
scan.sound?.resume().catch(() => {});
if (!how) return;
navigator.vibrate?.(SHAKES[how]);
let at = scan.sound?.currentTime ?? 0;
for (const [pitch, lasts] of scan.sound ? TONES[how] : []) {
const tone = scan.sound.createOscillator();
tone.frequency.value = pitch;
tone.connect(scan.sound.destination);
tone.start(at);
tone.stop(at + lasts);
at += lasts + QUIET;
}
}
const SAME = 2500;
const TAKEN = "Kehadiran sudah kami terima.";
const FULL = "HP ini penuh: kartu ini belum tersimpan. Hapus foto atau video yang tidak perlu, lalu pindai lagi.";
globalThis.tuntas.scan = beginScan;
beginScan();
async function beginScan() {
const root = document.querySelector("[data-scan]");
if (!root || root.dataset.begun) return;
root.dataset.begun = "1";
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
signal("", scan);
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
