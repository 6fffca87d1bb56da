// A toolbar over the text areas of lessons: Markdown at the caret, facts from a list. Without it they are text areas.
(() => {
  const words = JSON.parse(document.getElementById("prose-words").textContent);
  const element = (name, attributes = {}, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };
  const icon = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `#icon-${name}`);
    svg.append(use);
    return svg;
  };

  // -- changing the text, so that Ctrl+Z takes it back ---------------------------------------------------------------
  function put(area, from, to, text, select = [text.length, text.length]) {
    area.focus();
    area.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, text)) {
      area.setRangeText(text, from, to, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    area.setSelectionRange(from + select[0], from + select[1]);
  }

  function around(area, mark) {
    const { selectionStart: from, selectionEnd: to, value } = area;
    const inner = value.slice(from, to);
    const size = mark.length;
    if (value.slice(from - size, from) === mark && value.slice(to, to + size) === mark) {
      put(area, from - size, to + size, inner, [0, inner.length]);
    } else {
      put(area, from, to, mark + inner + mark, [size, size + inner.length]);
    }
  }

  function before(area, mark) {
    const { selectionStart, selectionEnd, value } = area;
    const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const end = value.indexOf("\n", selectionEnd);
    const to = end < 0 ? value.length : end;
    const lines = value.slice(from, to).split("\n");
    const has = lines.every((line) => line.startsWith(mark));
    const text = lines.map((line) => (has ? line.slice(mark.length) : mark + line)).join("\n");
    put(area, from, to, text);
  }

  function link(area) {
    const { selectionStart: from, selectionEnd: to, value } = area;
    const inner = value.slice(from, to) || words.linkText;
    put(area, from, to, `[${inner}](https://)`, [inner.length + 3, inner.length + 11]);
  }

  // -- the list of facts ----------------------------------------------------------------------------------------------
  let dialog, search, list, said, target, asked, waiting;

  function build() {
    search = element("input", { type: "search", id: "facts-search", autocomplete: "off" });
    list = element("ul");
    said = element("p", { role: "status" });
    const close = element("button", { type: "button", className: "button button-secondary", textContent: words.close });
    const title = element("h2", { id: "facts-title", textContent: words.pick });
    const label = element("label", { htmlFor: "facts-search", textContent: words.search });
    dialog = element("dialog", { className: "facts-dialog" }, element("div", {}, title, label, search, list, said, close));
    dialog.setAttribute("aria-labelledby", "facts-title");
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => target.area.focus());
    search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(fill, 250); });
    dialog.addEventListener("keydown", walk);
    document.body.append(dialog);
  }

  function walk(event) {
    if (event.target === search && event.key === "Enter") {
      event.preventDefault();
      list.querySelector("button")?.click();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [search, ...list.querySelectorAll("button")];
    stops[Math.max(0, Math.min(stops.length - 1, stops.indexOf(document.activeElement) + step))].focus();
  }

  async function fill() {
    const mine = (asked = {});
    try {
      const answer = await fetch(`${words.url}?q=${encodeURIComponent(search.value)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      const { facts, more } = await answer.json();
      if (mine !== asked) return;
      list.replaceChildren(...facts.map(row));
      said.textContent = facts.length ? (more ? words.more : "") : words.none;
    } catch {
      if (mine === asked) said.textContent = words.failed;
    }
  }

  function row(fact) {
    const button = element("button", { type: "button" }, element("b", { textContent: fact.value }));
    button.append(element("code", { textContent: fact.key }), element("small", { textContent: fact.wording }));
    button.append(element("small", { textContent: [`${words.status}: ${fact.status}.`, fact.note].join(" "), className: fact.note ? "is-caution" : "" }));
    button.addEventListener("click", () => {
      dialog.close();
      put(target.area, target.from, target.to, apart(target, `{fakta:${fact.key}}`));
    });
    return element("li", {}, button);
  }

  // Between words, not stuck to them.
  function apart({ area: { value }, from, to }, text) {
    const ahead = /[^\s(“"/–-]$/.test(value.slice(0, from)) ? " " : "";
    const behind = /^[\p{L}\p{N}]/u.test(value.slice(to)) ? " " : "";
    return ahead + text + behind;
  }

  function pick(area) {
    if (!dialog) build();
    target = { area, from: area.selectionStart, to: area.selectionEnd };
    search.value = area.value.slice(target.from, target.to).slice(0, 40);
    list.replaceChildren();
    dialog.showModal();
    fill();
  }

  window.proseTools = { element, icon, words, around, before, link, pick };
})();
