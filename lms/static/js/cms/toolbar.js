// Lays the toolbar over every text area that asks for it, also those of blocks added later.
(() => {
  const { element, icon, words, around, before, link, pick } = window.proseTools;
  const SHORT = [
    ["bold", (area) => around(area, "**"), "b"],
    ["italic", (area) => around(area, "*"), "i"],
    ["link", link, "k"],
  ];
  const LONG = [
    ["list", (area) => before(area, "- "), null, "list-ul"],
    ["heading", (area) => before(area, "## "), null, "h2"],
  ];

  class Prose extends window.StimulusModule.Controller {
    static values = { most: Number, paragraphs: Boolean };

    connect() {
      const area = this.element;
      if (area.parentElement.classList.contains("prose")) return;
      const wrap = element("div", { className: "prose" });
      area.replaceWith(wrap);
      this.count = element("span", { className: "prose-count" });
      wrap.append(area, this.bar());
      this.name(area.closest("section[aria-labelledby]"));
      area.addEventListener("input", () => this.tell());
      area.addEventListener("keydown", (event) => this.shortcut(event));
      this.tell();
    }

    // Wagtail gives the text of a block that is nothing but text no label; the heading over it is one.
    name(section) {
      if (section && !this.element.labels.length) {
        this.element.setAttribute("aria-labelledby", section.getAttribute("aria-labelledby"));
      }
    }

    bar() {
      const tools = [...SHORT, ...(this.paragraphsValue ? LONG : [])];
      const buttons = tools.map(([name, act, , drawn]) => this.button(words[name], icon(drawn || name), act));
      buttons.push(this.button(words.fact, words.factShort, pick));
      buttons.forEach((button, at) => { button.tabIndex = at ? -1 : 0; });
      const bar = element("div", { className: "prose-bar" }, this.count, ...buttons);
      bar.setAttribute("role", "toolbar");
      bar.setAttribute("aria-label", words.toolbar);
      bar.addEventListener("keydown", (event) => this.walk(event, buttons));
      return bar;
    }

    button(title, face, act) {
      const made = element("button", { type: "button", title }, face);
      made.setAttribute("aria-label", title);
      made.addEventListener("mousedown", (event) => event.preventDefault());
      made.addEventListener("click", () => act(this.element));
      return made;
    }

    walk(event, buttons) {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (event.key === "Escape") this.element.focus();
      if (!step) return;
      event.preventDefault();
      const at = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
      buttons.forEach((button, other) => { button.tabIndex = other === at ? 0 : -1; });
      buttons[at].focus();
    }

    shortcut(event) {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const tool = SHORT.find(([, , key]) => key === event.key.toLowerCase());
      if (!tool) return;
      event.preventDefault();
      tool[1](this.element);
    }

    tell() {
      const length = this.element.value.trim().length;
      const long = length > this.mostValue;
      this.count.textContent = `${length} / ${this.mostValue}${long ? `, ${words.tooLong}` : ""}`;
      this.count.classList.toggle("is-long", long);
    }
  }

  window.wagtail.app.register("prose", Prose);
})();
