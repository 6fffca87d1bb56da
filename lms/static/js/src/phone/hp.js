// A phone of several: loaded on personal pages, at the door, on /hp/, and now and then for a look whether all still holds.

import { drawTurn } from "./corner.js";
import { canLock } from "./lock.js";
import { adopt, keepOwn, refusePage, watchPin } from "./bridge.js";
import { checkPhone } from "./check.js";
import { tellRead } from "./read.js";
import { drawWho } from "./who.js";

const told = document.body.dataset;
for (const form of document.querySelectorAll("form[data-pin]")) watchPin(form);
beginPhone();

async function beginPhone() {
  const db = await tuntas.db;
  if (!db) return;
  if (told.profile) {
    if (!(await adopt(db, told))) return refusePage(db);
    for (const form of document.querySelectorAll("form[data-pin][hidden]")) form.hidden = !canLock();
    document.dispatchEvent(new CustomEvent("tuntas:giliran"));
    await keepOwn(db, told.profile);
  }
  await drawTurn();
  const place = document.querySelector("[data-who]");
  if (place) await drawWho(db, place);
  if (navigator.onLine) {
    await tellRead(db);
    await checkPhone(db);
  }
  addEventListener("online", () => checkPhone(db));
}
