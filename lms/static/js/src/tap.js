// A point on a picture: set by a tap, moved by buttons and arrow keys. Only the picture says where it stands: nothing is
// written or read out. Without script a list serves.

// Not before the sheet has filled in what was kept on this phone.
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-tap]").forEach(beginTap));

function beginTap(item) {
  const [area, field, hint, list] = ["area", "field", "hint", "list"].map((part) => item.querySelector(`[data-tap-${part}]`));
  if (!area) return;
  const dot = area.querySelector(".tap-dot");
  const radios = item.querySelectorAll(`[type=radio][name="${field.name}"]`);
  const set = (x, y) => {
    field.value = snapped(area.dataset, x, y).map((part) => part.toFixed(3)).join(";");
    for (const radio of radios) radio.checked = false;
    show(field, dot);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const move = (right, down) => {
    const { left, right: end, top, bottom, stepX, stepY } = area.dataset;
    const [x, y] = place(field) || [(Number(left) + Number(end)) / 2, (Number(top) + Number(bottom)) / 2];
    set(x + right * stepX, y + down * stepY);
  };

  hint.hidden = false;
  const picture = area.querySelector("[data-src]"); // without script another picture is loaded
  if (picture) picture.src = picture.dataset.src;
  if (list) list.open = [...radios].some((radio) => radio.checked);
  area.addEventListener("click", (event) => {
    const box = area.getBoundingClientRect();
    set(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
  });
  for (const radio of radios) {
    radio.addEventListener("change", () => {
      field.value = "";
      show(field, dot);
    });
  }
  if (area.dataset.stepX) {
    area.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!way) return;
      event.preventDefault();
      move(...way);
    });
    for (const key of item.querySelectorAll("[data-move]")) {
      key.addEventListener("click", () => move(...key.dataset.move.split(",").map(Number)));
    }
  }
  if (!place(field)) field.value = ""; // a letter of the list stands in its own box
  show(field, dot);
}

function place(field) {
  return field.value.includes(";") ? field.value.split(";").map(Number) : null;
}

function show(field, dot) {
  const at = place(field);
  dot.hidden = !at;
  if (at) [dot.style.left, dot.style.top] = at.map((part) => `${part}%`);
}

// Onto the nearest line, inside the frame; where there are no lines, where it was tapped.
function snapped({ left, right, top, bottom, stepX, stepY }, x, y) {
  if (!stepX) return [x, y].map((part) => Math.min(100, Math.max(0, part)));
  const onto = (value, first, step, last) => Math.min(last, Math.max(0, Math.round((value - first) / step))) * step + first;
  const across = onto(x, Number(left), Number(stepX), Math.round((right - left) / stepX));
  const up = onto(-y, -bottom, Number(stepY), Math.round((bottom - top) / stepY));
  return [across, -up];
}
