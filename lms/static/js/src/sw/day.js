// The list of the day on this phone (decision 0058): its page opens without a signal, and what is too old goes.

import { daysKept } from "../day/old.js";
import { kept } from "./kept.js";
import { inTime } from "./own.js";
import { bring, file } from "./shell.js";

// DUTY: the page of the list, and the files that it needs. Only a phone that keeps a list fetches them.
const DAY_PAGE = DUTY[0];
// What the list has, too: the event, its stations, one with whoever stands there, attendance and its scanner.
const OF_DAY = /^\/kegiatan\/([0-9a-f-]{36})\/(?:nilai\/(?:(pos\/[\w-]+\/[\w-]+)\/(?:[0-9a-f-]{36}\/)?)?|(hadir)\/(?:pindai\/)?)?$/;

// Never throws: without a database there is none.
export const daysHere = () => kept().then((db) => (db ? daysKept(db) : [])).catch(() => []);

export const bringDuty = async () => (await daysHere()).length && bring(DUTY);

// The network; without it the same part of the list, where this phone has one of that event.
export async function dayPage(request, url) {
  const [, event, station, presence] = url.pathname.match(OF_DAY) || [];
  if (!(await daysHere()).some((row) => row.event === event)) return fetch(request);
  const answer = await inTime(fetch(request)).catch(() => null);
  if (answer && answer.status < 502) return answer; // a gateway without the site behind it is no site
  return Response.redirect([`${DAY_PAGE}#${event}`, presence || station].filter(Boolean).join("/"));
}

export async function dayShell(request) {
  await daysHere();
  return file(request);
}
