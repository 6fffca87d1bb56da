// Whose turn it is, drawn into the bar at the top, and watched while the page is open.

import { SHARED_PIN, changePerson, endTurn, people, tabs, turn } from "./turn.js";

const isPersonal = () => Boolean(document.body.dataset.profile) || location.pathname === "/saya/";

export async function drawTurn() {
  const [bar, now, all] = [document.querySelector(".top-in"), await turn(), await people()];
  const inTest = document.querySelector("[data-quiz]");
  // A desk has its own way out, and works in the name of its session.
  if (!bar?.dataset.hp || document.body.matches(".desk") || all.length < 2 || (inTest && bar.querySelector(".small"))) return;
  // Changing places is leaving, too: one way is enough for a narrow screen.
  bar.querySelector(now ? "a[href='/masuk/'],form" : "a[href='/masuk/']")?.remove();
  const whose = document.createElement(inTest ? "span" : "a");
  whose.className = "whose";
  if (now) whose.append(picture(now.motif, 30));
  const name = document.createElement("b");
  // Short on a narrow screen, whole for who hears it.
  const hidden = (text) => Object.assign(document.createElement("span"), { className: "vh", textContent: text });
  if (now) name.textContent = now.name || motifName(now.motif);
  else name.append("Siapa", hidden(" yang belajar"), "?");
  whose.append(name);
  if (whose.href !== undefined) {
    whose.href = "/hp/";
    if (now) {
      const change = document.createElement("small");
      change.append("Ganti", hidden(" orang"));
      name.append(document.createElement("br"), change);
      whose.addEventListener("click", changePerson);
    }
  }
  bar.querySelector(".brand").after(whose);
}

export const motifName = (motif) => (motif ? motif[0].toUpperCase() + motif.slice(1) : "Tanpa nama");

export function picture(motif, size) {
  const drawing = "http://www.w3.org/2000/svg";
  const [svg, use] = ["svg", "use"].map((name) => document.createElementNS(drawing, name));
  const set = { class: size > 40 ? "motif" : "", viewBox: "0 0 80 80", width: size, height: size, "aria-hidden": "true" };
  for (const [name, value] of Object.entries(set)) svg.setAttribute(name, value);
  use.setAttribute("href", `${document.querySelector(".top-in").dataset.motif}#${motif}`);
  svg.append(use);
  return svg;
}

// What opens and closes corners comes only where it is needed: on her pages, at the door, and now and then to ask
// whether every PIN that this phone knows is still good.
export async function watchTurn() {
  // Her page in another tab, and one that the browser brings back with *Kembali*, are not for the next one's eyes.
  if (tabs) tabs.onmessage = () => isPersonal() && location.replace("/hp/");
  addEventListener("pageshow", (event) => event.persisted && isPersonal() && location.reload());
  for (const form of document.querySelectorAll("form[action='/keluar/']")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await endTurn().catch(() => null);
      form.submit();
    });
  }
  const needed = document.body.dataset.profile || document.querySelector("[data-pin],[data-who]");
  if (needed) return import(document.querySelector(".top-in").dataset.hp);
  await drawTurn();
  const look = async () => {
    const db = await tuntas.db;
    const asked = (await db?.get("notes", "hp.cek"))?.at;
    if (!navigator.onLine || Math.abs(Date.now() - asked) < SHARED_PIN || !(await db?.count("profiles"))) return;
    import(document.querySelector(".top-in").dataset.hp);
  };
  addEventListener("online", look);
  look();
}
