// Sizes and prices as the server writes them (modules/offline/saving.py), and the room on this phone.

const MEGABYTE = 1e6;
const GROWS = 5; // text is packed small on the way and lies on the phone unpacked
const SPARE = 2 * MEGABYTE; // for answers and what comes next

export function sizeOf(bytes) {
  if (bytes >= MEGABYTE) return `${(bytes / MEGABYTE).toFixed(1).replace(".", ",")}\u00a0MB`;
  return `${Math.ceil(bytes / 1000)}\u00a0KB`;
}

export function priceOf(bytes, perMegabyte) {
  return perMegabyte ? `±Rp\u00a0${Math.ceil((bytes / MEGABYTE) * perMegabyte).toLocaleString("id-ID")}` : "";
}

// Bytes that are left for us; null where the browser does not say.
export async function roomLeft() {
  const told = await navigator.storage?.estimate?.().catch(() => null);
  return told?.quota ? told.quota - told.usage : null;
}

export const roomFor = (text, pictures) => text * GROWS + pictures + SPARE;
