// Background Sync: what waits goes out when there is a signal, also after the page was closed.

import { sendAll } from "../phone/envelopes.js";
import { kept } from "./kept.js";

addEventListener("sync", (event) => {
  if (event.tag === "kotak") event.waitUntil(sendWaiting());
});

async function sendWaiting() {
  const db = await kept();
  // An error lets the browser try again later.
  if (db && (await sendAll(db))) throw new Error("some wait");
}
