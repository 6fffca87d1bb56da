// The sheets of those who are next at this station, fetched while there is a line. They stay in this page and nowhere else.

const AHEAD = 5;
const held = new Map(); // address -> the sheet as a document
const seen = new Set(); // addresses of those who have been here, on this page
let asking = null;

export function noteSeen(address) {
  seen.add(address);
  held.delete(address);
}

// {address, page} of the next one; null: none is here.
export function nextSheet() {
  const [address] = held.keys();
  return address ? { address, page: held.get(address) } : null;
}

// One at a time. Without a line nothing is lost: it is asked again with the next one, and when the line is back.
export function fetchAhead(queue) {
  return (asking ||= fill(queue)
    .catch(() => {})
    .finally(() => (asking = null)));
}

async function fill(queue) {
  const list = await read(queue);
  const links = [...(list?.querySelectorAll("[data-waiting] a") || [])].map((link) => link.getAttribute("href"));
  if (list) for (const address of held.keys()) if (!links.includes(address)) held.delete(address);
  for (const address of links.filter((one) => !seen.has(one) && !held.has(one))) {
    if (held.size >= AHEAD) return;
    const page = await read(address);
    if (page?.querySelector("form[data-visit]") && !seen.has(address)) held.set(address, page);
  }
}

// Null for what is not that page: a session that has ended leads to the door.
async function read(address) {
  const answer = await fetch(address, { cache: "no-store" });
  if (!answer.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
