// Lists of the day, in the look of the pages that the site draws.

import { make } from "../phone/make.js";

// One thing in a list; with ``href`` the whole row is the link. ``chip``: [words, kind].
export function row({ href, title, small, chip, badge, group }) {
  const inner = make("span", { className: "row-in" }, make("span", { className: "row-t" }, title));
  if (small) inner.append(make("small", {}, small));
  if (chip) inner.append(make("span", { className: `chip chip-${chip[1]}` }, chip[0]));
  const parts = badge ? [make("span", { className: "badge" }, badge), inner] : [inner];
  const className = group ? `row g-${group}` : "row";
  return make("li", {}, href ? make("a", { className, href }, ...parts) : make("div", { className }, ...parts));
}

export const list = (lines) => make("ul", { className: "rows card" }, ...lines.map(row));

export function back(href, title) {
  const link = make("a", { href }, make("span", { ariaHidden: "true" }, "‹ "), title);
  return make("p", { className: "crumb" }, link);
}

export const head = (text) => make("h1", {}, text);
// "Sabtu pukul 22.09"
export function moment(at) {
  const when = new Date(at);
  const hour = when.toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
  return `${when.toLocaleDateString("id-ID", { weekday: "long" })} pukul ${hour}`;
}

export const lead = (text, className = "") => make("p", { className }, text);
export const button = (words, onclick, className = "btn btn-quiet") => make("button", { type: "button", className, onclick }, words);
