// Around the outbox: what a page shows of it, what it takes over, and when the phone runs out of room.

const ROOM_NEARLY = 0.9; // of the room this site has on the phone
const WAITING_MARK = "kotak"; // in localStorage: how many wait, so that a wiped database is noticed

// Hand-ins that an earlier version of this site has sealed and not yet sent.
export async function takeOver(box) {
  let keys = [];
  try {
    keys = Object.keys(localStorage).filter((key) => key.startsWith("kirim:"));
  } catch {
    return; // no storage, nothing to take over
  }
  for (const key of keys) {
    try {
      const { envelope, credential } = JSON.parse(localStorage.getItem(key));
      const { id } = JSON.parse(envelope);
      const result = `/cek/${key.slice(6)}/hasil/`;
      await box.take({ id, kind: "answers", profile: "", envelope, credential, title: "Cek kemampuan", result, sheet: result });
      localStorage.removeItem(key);
    } catch {
      // Stays where it is: full, or written by something else.
    }
  }
}

// One small word in the head of the page, that moves nothing.
export function noteWaiting(waits) {
  try {
    localStorage.setItem(WAITING_MARK, waits);
  } catch {
    // then a wiped database is not noticed
  }
  let link = document.querySelector("[data-kotak]");
  if (!waits) return link?.remove();
  if (!link) {
    link = document.createElement("a");
    link.href = "/kotak/";
    link.dataset.kotak = "";
    link.className = "aa";
    document.querySelector(".top-in .brand")?.after(link);
  }
  link.textContent = `↑${waits}`;
  link.setAttribute("aria-label", `${waits} kiriman menunggu sinyal`);
}

// How many were waiting when the browser wiped the database.
export function wiped() {
  try {
    return Number(localStorage.getItem(WAITING_MARK));
  } catch {
    return 0;
  }
}

export function sayLost(number) {
  if (!number) return;
  globalThis.tuntas.say(
    `Browser HP ini menghapus simpanannya, bersama ${number} kiriman yang menunggu. Jawaban yang sempat sampai ada di situs: buka lagi lembar soalnya.`,
  );
}

// Nearly no room left on this phone: said before something is lost, not after. "" where there is room.
export async function room() {
  const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => null)) || {};
  return quota && usage / quota > ROOM_NEARLY
    ? "HP hampir penuh. Hapus foto atau video yang tidak perlu, supaya jawaban tetap dapat disimpan di HP."
    : "";
}
