const ASK = "/api/v1/lembar";
const DAY = 86400000;
const offer = document.querySelector("[data-sheets]");
if (offer) showOffer(offer);
else if (document.body.dataset.profile) freshen().catch(() => null);
async function fetchSheets(wish) {
const [db, hers] = [await tuntas.db, await tuntas.turn()];
if (!db) return null;
const have = (await db.getAll("sheets")).filter((row) => row.profile === (hers?.uuid || "")).map((row) => row.token);
const body = JSON.stringify({ ...wish, have: have.slice(0, 60) });
const headers = await signed(body, hers);
const answer = headers && (await fetch(ASK, { method: "POST", headers, body }));
if (!answer) return null;
const text = await answer.text();
const got = JSON.parse(text);
if (!answer.ok) throw new Error(got.message || "busy", { cause: answer.status });
await keepSheets(db, got, have);
return { ...got, bytes: text.length };
}
async function signed(body, hers) {
const headers = { "Content-Type": "application/json" };
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
if (token) return { ...headers, "X-CSRFToken": token };
const proof = hers && (await tuntas.seal?.(body));
return proof ? { ...headers, Authorization: `Bearer ${hers.uuid}.${proof}` } : null;
}
async function keepSheets(db, got, have) {
const change = db.transaction("sheets", "readwrite");
const saved_at = new Date().toISOString();
for (const token of have) if (!got.held.includes(token)) change.store.delete(token);
for (const sheet of got.sheets) change.store.put({ ...sheet, profile: got.profile || "", saved_at });
await change.done;
}
async function showOffer(offer) {
const [button, state] = [offer.querySelector("button"), offer.querySelector("[role=status]")];
const db = await tuntas.db;
if (!db) return;
const here = async () => (await db.getAll("sheets")).filter((row) => row.quiz === offer.dataset.sheets && !isOver(row));
const told = async (before) => {
const rows = await here();
button.hidden = rows.length >= Number(offer.dataset.most);
if (rows.length) state.textContent = `${before}${rows.length} lembar ada di HP ini, berlaku sampai ${day(rows[0].until)}.`;
};
offer.hidden = false;
await told("");
button.addEventListener("click", async () => {
button.disabled = true;
state.textContent = "Menyiapkan soal …";
try {
const got = await fetchSheets({ quizzes: [offer.dataset.sheets] });
const refused = got?.refused[0]?.message;
state.textContent = refused || "HP ini sudah memegang semua lembar yang boleh disimpan.";
if (!refused) await told("Siap: ");
} catch (error) {
state.textContent = failed(error);
}
button.disabled = false;
});
}
function failed(error) {
if (error.name === "QuotaExceededError") return "HP ini penuh. Soal belum tersimpan: hapus foto atau video dulu, lalu coba lagi.";
return error.cause ? error.message : "Sedang tidak ada sinyal. Soal belum tersimpan; coba lagi nanti.";
}
async function freshen() {
const db = await tuntas.db;
if (!db || !navigator.onLine) return;
const [rows, packs, asked] = await Promise.all([db.getAll("sheets"), db.getAll("packs"), db.get("notes", "lembar.tanya")]);
const known = asked?.modules || [];
const saved = packs.filter((pack) => pack.state === "tersimpan").map((pack) => pack.key);
const modules = saved.filter((key) => key !== "kartu" && !known.includes(key)).slice(0, 6);
const old = !(Math.abs(Date.now() - asked?.at) < DAY);
const free = navigator.connection?.type === "wifi" && !navigator.connection.saveData;
if (!modules.length && !(old && (free || rows.length))) return;
const got = await fetchSheets({ modules, studying: free });
await db.put("notes", { name: "lembar.tanya", at: Date.now(), modules: [...known, ...modules] });
if (got?.sheets.length) {
tuntas.say(`${got.sheets.length} lembar soal disiapkan di HP ini (${Math.ceil(got.bytes / 1000)} KB). Bisa dijawab tanpa sinyal.`);
}
}
const isOver = (row) => Date.parse(row.until) < Date.now();
const day = (moment) => new Date(moment).toLocaleDateString("id-ID", { day: "numeric", month: "long" });
