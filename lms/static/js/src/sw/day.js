// The list of the day on this phone (decision 0055): its page opens without a signal, and what is too old goes.

import { daysKept } from "../day/old.js";
import { kept } from "./kept.js";
import { inTime } from "./own.js";
import { bring, file } from "./shell.js";

// DUTY: the page of the list, and the files that it needs. Only a phone that keeps a list fetches them.
const DAY_PAGE = DUTY[0];
const OF_DAY = /^\/kegiatan\/([0-9a-f-]{36})\/(?:(hadir|nilai)\/)?(?:(pos\/[\w-]+\/[\w-]+)\/)?/;

export const daysHere = async () => {
  const db = await kept();
  return db ? daysKept(db) : [];
};

export const bringDuty = async () => (await daysHere()).length && bring(DUTY);

// The network; without it the same part of the list, where this phone has one of that event.
export async function dayPage(request, url) {
  const [, event, part, station] = url.pathname.match(OF_DAY) || [];
  if (!(await daysHere()).some((row) => row.event === event)) return fetch(request);
  try {
    return await inTime(fetch(request));
  } catch {
    const place = part === "hadir" ? "/hadir" : station ? `/${station}` : "";
    return Response.redirect(`${DAY_PAGE}#${event}${place}`);
  }
}

export async function dayShell(request) {
  await daysHere();
  return file(request);
}
