// The stations of the day, and the queue of one, as the pages of the site show them.

import { make } from "../phone/make.js";
import { back, head, lead, list } from "./rows.js";
import { hasDraft } from "../visit/draft.js";
import { seenHere } from "./seen.js";

export const placeOf = ({ group, key }) => `${group}/${key}`;
const CHIPS = { menunggu: ["tersimpan di HP", "warn"], diterima: ["terkirim", "ok"], ditahan: ["diperiksa petugas", "bad"] };

export async function drawStations(root, bundle) {
  const { event, stations = [] } = bundle;
  const parts = [head("Penilaian hari ini"), lead([event.title, event.place].filter(Boolean).join(" · "))];
  parts.push(list([{ href: `#${event.uuid}/hadir`, title: "Pindai kehadiran", small: "Kartu kader, juga tanpa sinyal" }]));
  let circuit = "";
  for (const station of stations) {
    if (station.circuit !== circuit) parts.push(make("h2", {}, (circuit = station.circuit)), list([]));
    const seen = await seenHere(bundle, placeOf(station));
    const small = [`${waitingAt(bundle, station, seen).length} menunggu`, seen.size ? `${seen.size} dari HP ini` : ""].filter(Boolean).join(" · ");
    const badge = String(parts.at(-1).children.length + 1); // from one in each circuit, as on the page of the site
    const line = { href: `#${event.uuid}/pos/${placeOf(station)}`, title: station.title, small, badge, group: station.group };
    parts.at(-1).append(...list([line]).children);
  }
  root.replaceChildren(...parts);
}

// Those whom nobody has seen here, as far as this phone knows.
export const waitingAt = (bundle, station, seen) => station.people.filter((uuid) => !seen.has(uuid) && bundle.people[uuid]);

export async function drawQueue(root, bundle, station) {
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

// With a search as one types: nothing is asked of the site.
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
