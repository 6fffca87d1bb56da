async function wrap(key, value) {
const iv = crypto.getRandomValues(new Uint8Array(12));
const plain = new TextEncoder().encode(JSON.stringify(value));
return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}
async function unwrap(key, box) {
if (!key || !box) return null;
try {
const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv }, key, box.data);
return JSON.parse(new TextDecoder().decode(plain));
} catch {
return null;
}
}
const ROUNDS = 600000;
const WAITS = [0, 0, 30, 60, 300, 900, 1800];
const canLock = () => Boolean(globalThis.crypto?.subtle && navigator.locks);
const digits = (typed) => typed.replace(/\D/g, "");
const newLock = () => ({ salt: crypto.getRandomValues(new Uint8Array(16)), rounds: ROUNDS });
async function keyOf(db, pin, { salt, rounds }) {
const how = { name: "PBKDF2", hash: "SHA-256", iterations: rounds };
how.salt = new Uint8Array([...salt, ...new TextEncoder().encode(pin)]);
const form = { name: "AES-GCM", length: 256 };
return crypto.subtle.deriveKey(how, await secret(db), form, false, ["encrypt", "decrypt"]);
}
async function secret(db) {
return navigator.locks.request("hp.rahasia", async () => {
const kept = await db.get("keys", "hp.rahasia");
if (kept) return kept.key;
const bytes = crypto.getRandomValues(new Uint8Array(32));
const key = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey"]);
await db.put("keys", { name: "hp.rahasia", key });
return key;
});
}
function tryPin(db, uuid, pin, store = "profiles") {
return navigator.locks.request(`hp.pin:${uuid}`, async () => {
const row = await db.get(store, uuid);
if (row.wait > 0) return { wait: row.wait };
row.wrong = (row.wrong || 0) + 1;
row.wait = WAITS[row.wrong - 1] ?? 3600;
await db.put(store, row);
const key = await keyOf(db, pin, row.lock);
const secrets = await unwrap(key, row.box);
if (!secrets) return { wait: row.wait };
row.wrong = row.wait = 0;
await db.put(store, row);
return { key, secrets };
});
}
function countDown(db, uuid, show, store = "profiles") {
const ended = new Promise((done) => addEventListener("pagehide", done, { once: true }));
navigator.locks.request(`hp.tunggu:${uuid}`, () => {
let since = performance.now();
const timer = setInterval(async () => {
const spent = (performance.now() - since) / 1000;
since = performance.now();
const change = db.transaction(store, "readwrite");
const row = await change.store.get(uuid);
if (!row?.wait) return;
row.wait = Math.max(0, row.wait - spent);
await change.store.put(row);
show(row.wait);
}, 1000);
return ended.then(() => clearInterval(timer));
});
}
function make(tag, set, ...inner) {
const one = document.createElement(tag);
for (const [name, value] of Object.entries(set)) name in one ? (one[name] = value) : one.setAttribute(name, value);
one.append(...inner);
return one;
}
function spell(seconds) {
const whole = Math.ceil(seconds);
return whole < 90 ? `${whole} detik` : `${Math.ceil(whole / 60)} menit`;
}
function envelopeNumber() {
const bytes = crypto.getRandomValues(new Uint8Array(16));
bytes[6] = (bytes[6] & 15) | 64;
bytes[8] = (bytes[8] & 63) | 128;
const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
const PAIR = "Tulis kedua ukuran, atau kosongkan keduanya.";
function checkPairs(form) {
for (const set of form.querySelectorAll("fieldset")) {
const fields = [...set.querySelectorAll("input[inputmode=decimal]")];
const written = fields.filter((field) => field.value.trim()).length;
for (const field of fields) field.setCustomValidity(!written || written === fields.length || field.value.trim() ? "" : PAIR);
}
return form.checkValidity();
}
function fieldsOf(form) {
const { id, versions, csrfmiddlewaretoken, corrects, ...fields } = Object.fromEntries(new FormData(form));
return fields;
}
function fillIn(form, fields) {
for (const [name, value] of Object.entries(fields)) if (form.elements[name]) form.elements[name].value = value;
const note = form.elements.note;
if (note && (fields.note || fields.adaptation)) note.closest("details").open = true;
}
function visitOf(form, corrects = "") {
const { visit, event, group, station, profile } = form.dataset;
const { reason, ...fields } = fieldsOf(form);
const [id, versions] = [form.elements.id.value, form.elements.versions.value];
const whole = { id, profile, at: new Date().toISOString(), event, group, station, kader: visit, versions, form: fields };
return corrects ? { ...whole, corrects, reason } : whole;
}
async function put(form, visit) {
const { title, profile, key } = form.dataset;
const mine = (await tuntas.turn())?.uuid === profile ? profile : "";
const who = document.querySelector("h1").textContent.trim().split(/\s+/).slice(0, 3);
const named = `${title}: ${who.map((word) => word[0].toUpperCase()).join("")}`;
return tuntas.outbox.put("visit", visit, { title: named, whose: { uuid: mine, credential: key } });
}
const draftName = (event, place, kader) => `visit.draft:${event}/${place}/${kader}`;
const draftOf = ({ event, group, station, visit }) => draftName(event, `${group}/${station}`, visit);
function keepDraft(form) {
const name = draftOf(form.dataset);
const { profile } = form.dataset;
const left = JSON.parse(sessionStorage.getItem(name));
if (left?.profile === profile) fillIn(form, left.fields);
form.addEventListener("input", () => sessionStorage.setItem(name, JSON.stringify({ profile, fields: fieldsOf(form) })));
}
const dropDraft = (form) => sessionStorage.removeItem(draftOf(form.dataset));
const hasDraft = (event, place, kader) => sessionStorage.getItem(draftName(event, place, kader)) !== null;
function markBegun() {
for (const link of document.querySelectorAll("[data-waiting] a")) {
const [, event, place, kader] = link.pathname.match(/^\/kegiatan\/([^/]+)\/nilai\/pos\/([^/]+\/[^/]+)\/([^/]+)\//) || [];
if (!event || !hasDraft(event, place, kader) || link.querySelector(".chip")) continue;
const chip = Object.assign(document.createElement("span"), { className: "chip chip-warn", textContent: "belum disimpan" });
link.querySelector(".row-in").append(chip);
}
}
const DAY_LASTS = 48 * 3600000;
const CLOCK_SLACK = 3600000;
const startingWith = (word) => IDBKeyRange.bound(`${word}:`, `${word};`);
async function daysKept(db, event = "") {
const rows = (await db?.getAll("notes", startingWith("hari"))) || [];
const good = [];
for (const row of rows) (isOver(row) ? await forgetDay(db, row) : good.push(row));
return good.filter((row) => !event || row.event === event).sort((one, other) => other.at - one.at);
}
function isOver({ at, until }, now = Date.now()) {
return now > Math.min(until, at + DAY_LASTS) || now < at - CLOCK_SLACK;
}
async function forgetDay(db, { event, profile }) {
const change = db.transaction("notes", "readwrite");
for (const word of ["hari", "isi"]) change.store.delete(`${word}:${event}:${profile}`);
for (const name of await change.store.getAllKeys(startingWith("lihat"))) if (name.endsWith(`:${event}:${profile}`)) change.store.delete(name);
await change.done;
}
const open = new Map();
const AES = { name: "AES-GCM", length: 256 };
async function keepDay(bundle, pin) {
const db = await tuntas.db;
const { event: { uuid: event }, profile } = bundle;
if (Date.now() > Date.parse(bundle.until)) return { late: true };
const [before] = await daysKept(db, event);
if (before && before.profile !== profile) return { other: true };
if (before) {
const found = await openDay(event, pin);
if (found && !found.event) return found;
if (found && (await renewDay(bundle))) return { kept: true };
}
const hers = (await db.get("profiles", profile))?.lock && (await tryPin(db, profile, pin));
if (hers && !hers.key) return { wait: hers.wait };
await keepFirst(db, bundle, pin);
return { kept: true };
}
async function keepFirst(db, bundle, pin) {
const { uuid: event, title } = bundle.event;
const lock = newLock();
const bytes = crypto.getRandomValues(new Uint8Array(32));
const [key, locked] = await Promise.all([dataKey(bytes), keyOf(db, pin, lock)]);
const row = { name: nameOf("hari", event, bundle.profile), event, profile: bundle.profile, title, lock, wrong: 0, wait: 0 };
Object.assign(row, { at: Date.now(), until: Date.parse(bundle.until), box: await wrap(locked, { key: [...bytes] }) });
const inside = { name: nameOf("isi", event, bundle.profile), box: await wrap(key, bundle) };
const change = db.transaction("notes", "readwrite");
change.store.put(row);
change.store.put(inside);
await change.done;
open.set(event, { row, key, bundle });
}
const dataKey = (bytes) => crypto.subtle.importKey("raw", bytes, AES, false, ["encrypt", "decrypt"]);
const nameOf = (word, event, profile) => `${word}:${event}:${profile}`;
async function openDay(uuid, pin) {
const db = await tuntas.db;
const [row] = await daysKept(db, uuid);
if (!row) return null;
const { secrets, wait } = await tryPin(db, row.name, pin, "notes");
if (!secrets) return { wait };
const key = await dataKey(new Uint8Array(secrets.key));
const bundle = await unwrap(key, (await db.get("notes", nameOf("isi", row.event, row.profile)))?.box);
if (!bundle) return null;
open.set(uuid, { row, key, bundle });
return bundle;
}
const opened = (uuid) => open.get(uuid)?.bundle || null;
async function days() {
return (await daysKept(await tuntas.db)).map(({ event, title, until, name, wait }) => ({ uuid: event, title, until, name, wait }));
}
async function throwAway(uuid) {
const db = await tuntas.db;
for (const row of await daysKept(db, uuid)) await forgetDay(db, row);
open.delete(uuid);
}
async function renewDay(bundle) {
const held = open.get(bundle.event.uuid);
if (!held || bundle.profile !== held.row.profile) return false;
const inside = { name: nameOf("isi", held.row.event, held.row.profile), box: await wrap(held.key, bundle) };
const change = (await tuntas.db).transaction("notes", "readwrite");
const row = await change.store.get(held.row.name);
for (const one of row ? [{ ...row, at: Date.now(), until: Date.parse(bundle.until) }, inside] : []) change.store.put(one);
await change.done;
if (row) held.bundle = bundle;
return Boolean(row);
}
async function noteSaved(uuid, entry) {
const { row, key } = open.get(uuid);
const name = nameOf(`lihat:${entry.id}`, row.event, row.profile);
await (await tuntas.db).put("notes", { name, box: await wrap(key, entry) });
}
async function savedHere(uuid) {
const held = open.get(uuid);
if (!held) return [];
const mine = nameOf("", held.row.event, held.row.profile);
const rows = await (await tuntas.db).getAll("notes", startingWith("lihat"));
const found = await Promise.all(rows.filter(({ name }) => name.endsWith(mine)).map(({ box }) => unwrap(held.key, box)));
return found.filter(Boolean).sort((one, other) => one.at.localeCompare(other.at));
}
function row({ href, title, small, chip, badge, group }) {
const inner = make("span", { className: "row-in" }, make("span", { className: "row-t" }, title));
if (small) inner.append(make("small", {}, small));
if (chip) inner.append(make("span", { className: `chip chip-${chip[1]}` }, chip[0]));
const parts = badge ? [make("span", { className: "badge" }, badge), inner] : [inner];
const className = group ? `row g-${group}` : "row";
return make("li", {}, href ? make("a", { className, href }, ...parts) : make("div", { className }, ...parts));
}
const list = (lines) => make("ul", { className: "rows card" }, ...lines.map(row));
function back(href, title) {
const link = make("a", { href }, make("span", { ariaHidden: "true" }, "‹ "), title);
return make("p", { className: "crumb" }, link);
}
const head = (text) => make("h1", {}, text);
function moment(at) {
const when = new Date(at);
const hour = when.toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
return `${when.toLocaleDateString("id-ID", { weekday: "long" })} pukul ${hour}`;
}
const lead = (text, className = "") => make("p", { className }, text);
const button = (words, onclick, className = "btn btn-quiet") => make("button", { type: "button", className, onclick }, words);
const field = (id, label) => {
const set = { id, className: "input input-big", type: "password", inputMode: "numeric", autocomplete: "off", maxLength: 20, required: true };
return make("div", { className: "field" }, make("label", { htmlFor: id }, label), make("input", set));
};
function pinForm({ labels, action, done, guarded, className = "card stack" }) {
const state = make("p", { className: "note", role: "status", hidden: true });
const send = make("button", { type: "submit", className: "btn" }, action);
const form = make("form", { className }, ...labels.map((label, at) => field(`pin-${at}`, label)), state, send);
const fields = [...form.querySelectorAll("input")];
const say = (text) => Object.assign(state, { textContent: text, hidden: !text });
const show = (wait) => {
for (const one of [send, ...fields]) one.disabled = wait > 0;
if (wait > 0) return say(`PIN belum cocok. Tunggu ${spell(wait)} lagi, dan biarkan halaman ini terbuka.`);
return say("Silakan tulis PIN lagi.");
};
form.addEventListener("submit", async (event) => {
event.preventDefault();
const pins = fields.map((one) => digits(one.value));
if (pins.some((pin) => pin.length !== 6)) return say("PIN terdiri dari 6 angka. Silakan tulis lagi.");
if (pins.some((pin) => pin !== pins[0])) return say("Kedua PIN tidak sama. Silakan tulis lagi.");
send.disabled = true;
say("Sebentar …");
const told = await done(pins[0]).catch(() => ({ words: "HP ini tidak dapat menyimpannya, mungkin penuh. Tidak ada yang hilang." }));
if (!told) return undefined;
for (const one of fields) one.value = "";
if (told.wait > 0) return show(told.wait);
send.disabled = false;
say(told.words || "PIN belum cocok. Silakan coba lagi.");
return fields[0].focus();
});
if (guarded) watch(...guarded, show);
return form;
}
const shown = new Map();
function watch(db, name, store, show) {
if (!shown.has(name)) countDown(db, name, (wait) => shown.get(name)(wait), store);
shown.set(name, show);
db.get(store, name).then((kept) => kept?.wait > 0 && show(kept.wait));
}
const GONE = "Daftarnya tidak dapat diambil sekarang. Periksa sinyal, atau masuk lagi, lalu coba sekali lagi.";
const PATIENCE = 60000;
async function offerDay(place) {
const db = await tuntas.db;
if (!db || !canLock() || !navigator.serviceWorker) return;
const { event } = place.dataset;
const here = (await days()).find((one) => one.uuid === event);
place.hidden = false;
const take = button(here ? "Perbarui daftar di HP" : "Simpan hari ini di HP", () => ask(place, db, here), "btn btn-quiet");
const words = here
? "Pos, antrean, dan pemindai kegiatan ini tersimpan di HP ini, terkunci PIN."
: "Pos, antrean, dan pemindai dapat dibuka tanpa sinyal, terkunci PIN, dan hilang sendiri sesudah 48 jam.";
place.replaceChildren(lead(words), make("p", { className: "btns" }, take, ...(here ? [openLink(event)] : [])));
}
const openLink = (event) => make("a", { className: "btn btn-quiet", href: `/hari-penilaian/#${event}` }, "Buka yang di HP");
async function ask(place, db, here) {
const own = await db.get("profiles", place.dataset.profile);
const known = here ? "PIN daftar ini" : own?.lock && "PIN Ibu/Bapak";
const labels = known ? [`${known}, 6 angka`] : ["Pilih PIN 6 angka untuk daftar ini", "Tulis PIN itu sekali lagi"];
const guarded = here ? [db, here.name, "notes"] : own?.lock && [db, own.uuid, "profiles"];
const form = pinForm({ labels, action: "Simpan di HP", done: (pin) => take(place, pin), guarded, className: "stack" });
place.replaceChildren(form);
form.querySelector("input").focus();
}
async function take(place, pin) {
const bundle = await fetchDay(place.dataset.event).catch(() => null);
if (!bundle?.event) return { words: GONE };
const told = await keepDay(bundle, pin);
if (told.late) return { words: "Jam HP ini tidak cocok dengan jam situs. Betulkan tanggal dan jam HP, lalu coba lagi." };
if (told.other) return { words: "Di HP ini sudah ada daftar milik rekan untuk kegiatan ini. Hapus dulu yang itu." };
if (!told.kept) return told;
if (!(await opensOffline().catch(() => false))) return { words: "Daftar tersimpan, tetapi halamannya belum. Biarkan halaman ini terbuka sebentar, lalu simpan sekali lagi." };
navigator.storage?.persist?.();
const count = Object.keys(bundle.people).length;
place.replaceChildren(lead(`Tersimpan di HP: ${count} kader. Tanpa sinyal pun halaman ini dapat dibuka; daftarnya hilang sendiri sesudah 48 jam.`), openLink(bundle.event.uuid));
place.setAttribute("role", "status");
place.scrollIntoView({ block: "center" });
return null;
}
async function fetchDay(event) {
const answer = await fetch(`/kegiatan/${event}/bekal/`, { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE) });
if ([404, 410].includes(answer.status)) return { gone: true };
return answer.ok && !answer.redirected ? answer.json() : null;
}
async function opensOffline() {
const { active } = await navigator.serviceWorker.ready;
const { port1, port2 } = new MessageChannel();
return new Promise((done) => {
port1.onmessage = () => done(true);
setTimeout(() => done(false), PATIENCE);
active.postMessage({ do: "duty" }, [port2]);
});
}
async function seenHere(bundle, place) {
const rows = new Map((await tuntas.outbox.rows()).map((row) => [row.id, row]));
const noted = (await savedHere(bundle.event.uuid)).filter((one) => rows.has(one.id));
const known = new Set(noted.map((one) => one.id));
const other = [...rows.values()].filter((row) => row.kind === "visit" && row.envelope && !known.has(row.id)).map(entryOf);
const hers = other.filter((one) => one.event === bundle.event.uuid && one.profile === bundle.profile);
const all = [...noted, ...hers].sort((one, next) => one.at.localeCompare(next.at));
const found = new Map();
for (const one of all.filter((entry) => entry.place === place)) {
const { state, code, message } = rows.get(one.id);
found.set(one.kader, { ...one, state, code, message });
}
return found;
}
function entryOf({ envelope }) {
const { id, event, profile, group, station, kader, at, form } = JSON.parse(envelope);
return { id, event, profile, kader, place: `${group}/${station}`, at, form };
}
const placeOf = ({ group, key }) => `${group}/${key}`;
const CHIPS = { menunggu: ["tersimpan di HP", "warn"], diterima: ["terkirim", "ok"], ditahan: ["diperiksa petugas", "bad"] };
async function drawStations(root, bundle) {
const { event, stations = [] } = bundle;
const parts = [head("Penilaian hari ini"), lead([event.title, event.place].filter(Boolean).join(" · "))];
parts.push(list([{ href: `#${event.uuid}/hadir`, title: "Pindai kehadiran", small: "Kartu kader, juga tanpa sinyal" }]));
let circuit = "";
for (const station of stations) {
if (station.circuit !== circuit) parts.push(make("h2", {}, (circuit = station.circuit)), list([]));
const seen = await seenHere(bundle, placeOf(station));
const small = [`${waitingAt(bundle, station, seen).length} menunggu`, seen.size ? `${seen.size} dari HP ini` : ""].filter(Boolean).join(" · ");
const badge = String(parts.at(-1).children.length + 1);
const line = { href: `#${event.uuid}/pos/${placeOf(station)}`, title: station.title, small, badge, group: station.group };
parts.at(-1).append(...list([line]).children);
}
root.replaceChildren(...parts);
}
const waitingAt = (bundle, station, seen) => station.people.filter((uuid) => !seen.has(uuid) && bundle.people[uuid]);
async function drawQueue(root, bundle, station) {
const { event, people } = bundle;
const seen = await seenHere(bundle, placeOf(station));
const waits = waitingAt(bundle, station, seen);
const again = station.again.filter((uuid) => !seen.has(uuid));
const address = (uuid) => `#${event.uuid}/pos/${placeOf(station)}/${uuid}`;
const begun = (uuid) => hasDraft(event.uuid, placeOf(station), uuid) && ["belum disimpan", "warn"];
const line = (uuid) => ({ href: address(uuid), title: people[uuid].name, small: people[uuid].place, chip: begun(uuid) });
const here = [...seen.values()].reverse().filter((one) => people[one.kader]);
const parts = [back(`#${event.uuid}`, "Penilaian hari ini"), head(station.title), lead(station.circuit, "dim"), lead(`${waits.length} kader menunggu.`, "lead")];
if (waits.length) parts.push(make("p", {}, make("a", { className: "btn", href: address(waits[0]) }, `Mulai: ${people[waits[0]].name}`)));
if (again.length) parts.push(make("h2", {}, "Dilihat sekali lagi"), lead("Undian memilih kader ini untuk dilihat penilai kedua.", "dim"), list(again.map(line)));
parts.push(make("h2", {}, "Antrean"), ...queue(waits.map(line)));
if (here.length) parts.push(make("h2", {}, "Dari HP ini"), list(here.map((one) => ({ ...line(one.kader), chip: CHIPS[one.state] }))));
const before = station.seen.filter((uuid) => people[uuid] && !seen.has(uuid) && !again.includes(uuid));
if (before.length) parts.push(others(before.map((uuid) => ({ ...line(uuid), href: "" }))));
root.replaceChildren(...parts);
}
function queue(lines) {
if (!lines.length) return [lead("Tidak ada yang menunggu di pos ini.", "note")];
const shown = list(lines);
const field = make("input", { id: "cari", className: "input", autocomplete: "off", maxLength: 60 });
field.addEventListener("input", () => {
const typed = field.value.trim().toLocaleLowerCase("id");
for (const one of shown.children) one.hidden = !one.textContent.toLocaleLowerCase("id").includes(typed);
});
return [make("div", { className: "field" }, make("label", { htmlFor: "cari" }, "Nama kader"), field), shown];
}
function others(lines) {
const words = lead("Menurut daftar saat disimpan. Mengoreksinya perlu sinyal.", "small dim");
const shown = list(lines);
shown.className = "rows";
return make("details", { className: "card" }, make("summary", {}, `Sudah di pos ini: ${lines.length} kader`), shown, words);
}
async function drawOne(root, bundle, station, uuid, go) {
const before = (await seenHere(bundle, placeOf(station))).get(uuid);
const queue = `#${bundle.event.uuid}/pos/${placeOf(station)}`;
const said = bundle.people[uuid]?.part?.[placeOf(station)];
if (!said || before?.state === "ditahan") return go(queue, before?.message || "Kader ini perlu dibuka dengan sinyal.");
root.replaceChildren(back(queue, station.title), ...fragment(station.sheet));
root.querySelector("[data-head]").replaceChildren(...fragment(said.head));
root.querySelector("[data-asked]").replaceChildren(...fragment(said.asked));
const form = root.querySelector("form");
form.dataset.visit = uuid;
form.elements.id.value = envelopeNumber();
if (before) beginCorrection(root, form, before);
else form.querySelector("[data-reason]").remove();
keepDraft(form);
form.addEventListener("input", () => checkPairs(form));
form.addEventListener("submit", (event) => {
event.preventDefault();
if (checkPairs(form)) save(bundle, station, form, before, go);
else form.reportValidity();
});
}
const fragment = (html) => new DOMParser().parseFromString(html, "text/html").body.childNodes;
function beginCorrection(root, form, { form: fields, at, code }) {
const words = `Disimpan dari HP ini ${moment(at)} (${code}). Menyimpan di sini berarti mengoreksi; yang lama tetap tersimpan.`;
root.querySelector("[data-head]").append(make("div", { className: "note" }, make("b", {}, "Sudah dinilai di pos ini"), make("p", {}, words)));
fillIn(form, fields);
const reason = form.querySelector("[data-reason]");
reason.hidden = false;
reason.querySelector("input").required = true;
const button = form.querySelector("button[type=submit]");
button.textContent = button.dataset.corrects;
}
async function save(bundle, station, form, before, go) {
const button = form.querySelector("button[type=submit]");
if (button.disabled) return;
button.disabled = true;
const visit = visitOf(form, before?.id);
const { id, kader, at } = visit;
let receipt = null;
try {
await noteSaved(bundle.event.uuid, { id, kader, place: placeOf(station), at, form: visit.form });
receipt = await put(form, visit);
} catch {
}
if (!receipt) {
button.disabled = false;
tuntas.say("HP ini tidak dapat menyimpan, mungkin penuh. Isian masih ada: hapus foto atau video yang tidak perlu, lalu simpan lagi.");
return scrollTo({ top: 0, behavior: "instant" });
}
dropDraft(form);
const told = `Tersimpan di HP (${receipt.code}). Dikirim sendiri saat ada sinyal.`;
const queue = `#${bundle.event.uuid}/pos/${placeOf(station)}`;
const [next] = before ? [] : waitingAt(bundle, station, await seenHere(bundle, placeOf(station)));
return go(next ? `${queue}/${next}` : queue, told);
}
async function drawPresence(root, { event, presence }) {
const where = lead([event.title, event.place].filter(Boolean).join(" · "));
root.replaceChildren(back(`#${event.uuid}`, "Penilaian hari ini"), head("Pindai kehadiran"), where, ...fragment(presence));
await import(root.dataset.scanner);
tuntas.scan();
}
const EVERY = 60000;
const SELDOM = 10 * 60000;
const AWAY = 15 * 60000; // out of sight for so long it asks for the PIN again, unless a kader's sheet is open
const root = document.querySelector("[data-day]");
const PARTS = { "": drawWhole, pos: drawPlace, hadir: drawPresence };
let told = sessionStorage.getItem("visit.last") || "";
sessionStorage.removeItem("visit.last");
let drawing = Promise.resolve();
let renewed = 0;
begin();
async function begin() {
const offer = document.querySelector("[data-take]");
if (offer) await offerDay(offer);
if (!root) return;
addEventListener("hashchange", draw);
document.addEventListener("tuntas:outbox", () => isIdle() && draw());
if (globalThis.BroadcastChannel) new BroadcastChannel("hp.giliran").onmessage = () => location.reload();
setInterval(closeOld, EVERY);
document.addEventListener("visibilitychange", closeUnseen);
addEventListener("pageshow", (event) => event.persisted && location.reload());
addEventListener("online", renew);
await draw();
}
function address() { return location.hash.slice(1).split("/"); }
function draw() {
return (drawing = drawing.then(paint, paint));
}
async function paint() {
const [event, part = "", ...rest] = address();
document.querySelector("[data-say]")?.remove();
const bundle = opened(event);
if (!event || !(await days()).some((one) => one.uuid === event)) await drawDays();
else if (!bundle) await drawPin(event);
else await (PARTS[part] || drawWhole)(root, bundle, rest, go);
const title = root.querySelector("h1")?.textContent;
document.title = bundle ? `${title} · Tuntas` : "Hari penilaian di HP ini · Tuntas";
if (told) tuntas.say(told);
told = "";
scrollTo({ top: 0, behavior: "instant" });
document.querySelector("main").focus({ preventScroll: true });
}
function go(where, words) {
told = words;
if (location.hash === where) draw();
else location.replace(where);
}
async function drawWhole(place, bundle) {
await drawStations(place, bundle);
const lock = button("Kunci lagi", () => location.reload());
place.append(make("p", { className: "btns" }, lock), removal(bundle.event.uuid, "Selesai dengan daftar ini?"));
}
function drawPlace(place, bundle, [group, key, kader]) {
const station = bundle.stations?.find((one) => placeOf(one) === `${group}/${key}`);
if (!station) return drawWhole(place, bundle);
return kader ? drawOne(place, bundle, station, kader, go) : drawQueue(place, bundle, station);
}
async function drawDays() {
const here = await days();
const parts = [head("Hari penilaian di HP ini")];
const words = "Belum ada daftar di HP ini, atau sudah hilang sesudah 48 jam. Saat ada sinyal: buka kegiatannya, lalu Simpan hari ini di HP.";
if (!here.length) parts.push(lead(words), make("a", { className: "btn btn-quiet", href: "/kegiatan/" }, "Ke kegiatan"));
else parts.push(list(here.map(({ uuid, title, until }) => ({ href: `#${uuid}`, title, small: `sampai ${moment(until)}` }))));
root.replaceChildren(...parts);
}
async function drawPin(event) {
const [row] = (await days()).filter((one) => one.uuid === event);
const done = async (pin) => {
const found = await openDay(event, pin);
if (!found) return { words: "Daftar ini tidak ada lagi di HP ini." };
if (!found.event) return found;
await draw();
return void renew();
};
const form = pinForm({ labels: ["PIN, 6 angka"], action: "Buka", done, guarded: [await tuntas.db, row.name, "notes"] });
root.replaceChildren(back("#", "Hari penilaian di HP ini"), head(row.title), lead(`Terkunci. Hilang sendiri ${moment(row.until)}.`), form, removal(event, "Lupa PIN, atau tidak perlu lagi?"));
form.querySelector("input").focus();
}
function removal(event, why) {
const words = lead("Yang sudah disimpan tetap menunggu di kotak kirim. Tanpa daftar ini pos tidak dapat dibuka tanpa sinyal.", "small");
const away = button("Hapus daftar dari HP", async () => {
if (away.dataset.sure) return throwAway(event).then(draw);
away.dataset.sure = "1";
return (away.textContent = "Ya, hapus daftarnya");
}, "btn btn-quiet btn-small");
return make("details", {}, make("summary", {}, why), words, away);
}
const isIdle = () => !root.querySelector("form,[data-scan]") && !root.querySelector("#cari")?.value;
let hidden = 0;
function closeUnseen() {
if (document.hidden) hidden = Date.now();
else if (Date.now() - hidden > AWAY && !root.querySelector("form[data-visit],[data-scan]")) location.reload();
}
async function closeOld() {
const [event] = address();
if (opened(event) && !(await days()).some((one) => one.uuid === event)) location.reload();
}
async function renew() {
const [event] = address();
if (!opened(event) || !navigator.onLine || Date.now() - renewed < SELDOM) return;
renewed = Date.now();
const bundle = await fetchDay(event).catch(() => null);
if (bundle?.gone) {
await throwAway(event);
location.reload();
} else if (bundle && (await renewDay(bundle)) && isIdle()) await draw();
}
