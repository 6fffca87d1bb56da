// Checks, on this phone, the signed claim that a certificate's QR carries after the # of its address (ES256, RFC 7515).
// Nothing of it is ever sent to the server. Without script the page is complete: it says what the register says.

const WORDS = {
  same: ["note-ok", "Cocok. QR ini ditandatangani penerbit, dan isinya sama dengan catatan di halaman ini."],
  revoked: ["note-stop", "Tanda tangannya cocok, tetapi sertifikatnya sudah tidak berlaku."],
  other: ["note-stop", "Tidak cocok. QR ini ditandatangani penerbit, tetapi isinya lain dari catatan di halaman ini."],
  forged: ["note-stop", "Tidak cocok. QR ini tidak ditandatangani penerbit; kertasnya mungkin palsu atau berubah."],
  unsure: ["note-key", "Tanda tangan di QR belum dapat diperiksa di HP ini. Yang berlaku adalah catatan di halaman ini."],
};

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const parsed = (text) => JSON.parse(new TextDecoder().decode(bytes(text)));

/** The key that the token names, from the published list; none: it was not signed by this issuer. */
async function keyOf(address, kid) {
  const answer = await fetch(address, { credentials: "omit" });
  if (!answer.ok) throw new TypeError("keys cannot be read");
  return (await answer.json()).keys.find((key) => key.kid === kid && key.alg === "ES256");
}

/** The claim of a token signed by this issuer for a certificate; null for any other. Throws where it cannot tell. */
export async function read(token, keysAddress) {
  const [head, body, signature, rest] = token.split(".");
  if (!signature || rest !== undefined) return null;
  let header;
  try {
    header = parsed(head);
  } catch (problem) {
    return null;
  }
  if (header.alg !== "ES256" || header.typ !== "tuntas-sertifikat") return null;
  const jwk = await keyOf(keysAddress, header.kid);
  if (!jwk) return null;
  const way = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("jwk", jwk, way, false, ["verify"]);
  const signed = new TextEncoder().encode(`${head}.${body}`);
  const good = await crypto.subtle.verify(way, key, bytesOrNone(signature), signed);
  return good ? parsed(body) : null;
}

function bytesOrNone(text) {
  try {
    return bytes(text);
  } catch (problem) {
    return new Uint8Array(64);
  }
}

/** Which of WORDS to say. `shown` is the dataset of the page: what the register says of this code. */
export function verdict(claim, shown) {
  if (!claim) return "forged";
  const same =
    claim.c === shown.code.replace(/-/g, "") &&
    claim.n === shown.name &&
    claim.l === shown.level &&
    claim.no === shown.number &&
    claim.d === shown.date &&
    claim.h === shown.digest;
  if (!same) return "other";
  return "revoked" in shown ? "revoked" : "same";
}

async function show(place) {
  const token = location.hash.slice(1);
  if (!token) return;
  let word = "unsure";
  try {
    word = verdict(await read(token, place.dataset.keys), place.dataset);
  } catch (problem) {
    // No signal, or a page without a secure connection has no crypto.subtle: then we do not know, and say so.
  }
  const [kind, text] = WORDS[word];
  place.classList.add(kind);
  place.querySelector("p").textContent = text;
  place.hidden = false;
}

const place = document.querySelector("[data-verify]");
if (place) {
  show(place);
  // Somebody scans the next certificate in the same tab.
  addEventListener("hashchange", () => location.reload());
}
