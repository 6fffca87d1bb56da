(function (root) {
try {
var kept = (localStorage.getItem("tampilan") || "").split(" ");
if (root.dataset.look) return;
if (kept[0] > 1) root.dataset.size = kept[0];
if (kept[1]) root.dataset.theme = kept[1];
} catch (refused) {}
})(document.documentElement);
