const BLOCK = "h1,h2,h3,h4,p,li,dt,dd,figcaption,legend,label,summary,caption,th,td,.say,.say-who,.myth b";
const SILENT =
"[hidden],[aria-hidden=true],nav,button,.btn,.vh,.small:not(.note),.audio,.video,progress,script,style,noscript";
const SENTENCE = /.+?(?:[.!?…]+(?=[\s”"]|$)[”"]?|$)/gsu;
const LONGEST = 180;
function visible(element) {
return element.isConnected && element.getClientRects().length > 0;
}
const folded = (node) => node.parentElement.matches("details:not([open])") && !node.matches("summary");
function sentences(root) {
const found = [];
const add = (element, text) => {
if (found.at(-1)?.element === element) found.at(-1).text += text;
else found.push({ element, text });
};
const filter = (node) => {
if (node.nodeType === Node.TEXT_NODE) return node.parentElement.closest("select") ? 2 : 1;
return node.matches(SILENT) || folded(node) || !visible(node) ? 2 : node.matches("img,select") ? 1 : 3;
};
const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, filter);
let options = "";
while (walker.nextNode()) {
const node = walker.currentNode;
if (node.nodeType === Node.TEXT_NODE) add(node.parentElement.closest(BLOCK) || node.parentElement, node.data);
else if (node.matches("img")) add(node, node.alt && `Gambar: ${node.alt}`);
else if (options !== (options = choices(node))) add(node.labels[0] || node, `. Pilihannya: ${options}.`);
}
return found.flatMap(({ element, text }) => divide(text).map((part) => ({ element, text: part })));
}
const choices = ({ options }) =>
[...options].filter((one) => one.value && !/^ke-\d+$/.test(one.text)).map((one) => one.text).join(", ");
function divide(text) {
const plain = text
.replace(/\s+/g, " ")
.replace(/[✓✗]/g, "")
.replace(/ · /g, ", ")
.replace(/(\p{L}{3,})\/(?=\p{L}{3,})/gu, "$1 atau ")
.trim();
return (plain.match(SENTENCE) || []).flatMap(shorten).map((part) => part.trim()).filter((part) => /[\p{L}\d]/u.test(part));
}
function shorten(sentence) {
if (sentence.length <= LONGEST) return [sentence];
const head = sentence.slice(0, LONGEST);
const at = Math.max(head.lastIndexOf(", "), head.lastIndexOf("; ")) + 1 || head.lastIndexOf(" ") + 1 || LONGEST;
return [sentence.slice(0, at), ...shorten(sentence.slice(at))];
}
const RATES = [0.75, 1, 1.3];
const SPEEDS = ["pelan", "biasa", "cepat"];
const PATIENCE = 5000;
const INSTALL =
"HP ini belum punya suara bahasa Indonesia. Pasang sekali saat ada sinyal: Setelan, Aksesibilitas, Output text-to-speech, Pasang data suara, Bahasa Indonesia.";
const { tuntas } = globalThis;
let reading = null;
tuntas.listen = (box) => {
reading?.end();
const voice = tuntas.voice();
if (!voice) return explain(box);
reading = read(sentences(box.parentElement), voice, box.querySelector("button"));
};
function read(pieces, voice, opener) {
let [at, turn, timer, paused] = [0, 0, 0, false];
const bar = controls();
const mark = (element) => {
document.querySelector(".is-said")?.classList.remove("is-said");
element?.classList.add("is-said");
};
const hush = () => {
turn += 1;
clearTimeout(timer);
speechSynthesis.cancel();
};
const speak = () => {
const piece = pieces[at];
if (!piece || !visible(piece.element)) return end();
const mine = (turn += 1);
const sentence = new SpeechSynthesisUtterance(piece.text);
Object.assign(sentence, { voice, lang: voice.lang, rate: RATES[tuntas.settings.read().speed] });
sentence.onstart = () => clearTimeout(timer);
sentence.onend = () => mine === turn && ((at += 1), speak());
sentence.onerror = () => mine === turn && fail();
mark(piece.element);
piece.element.scrollIntoView({ block: "center" });
timer = setTimeout(() => mine === turn && fail(), PATIENCE);
speechSynthesis.speak(sentence);
bar.sentence = sentence;
};
const end = () => {
if (reading?.end !== end) return;
hush();
mark(null);
bar.remove();
reading = null;
removeEventListener("pagehide", end);
document.removeEventListener("keydown", onKey);
document.removeEventListener("click", look);
if (at < pieces.length) opener.focus({ preventScroll: true });
};
const fail = () => {
end();
tuntas.say("Suara berhenti. Bila suara HP ini perlu sinyal, coba lagi saat ada sinyal.");
};
const pause = () => {
paused = !paused;
bar.go.textContent = paused ? "Lanjut" : "Jeda";
if (paused) hush();
else speak();
};
const faster = () => {
tuntas.settings.set({ speed: String((Number(tuntas.settings.read().speed) + 1) % RATES.length) });
named(bar.speed);
if (paused) return;
hush();
speak();
};
const onKey = ({ key }) => key === "Escape" && end();
const look = () => setTimeout(() => pieces[at] && !visible(pieces[at].element) && end());
bar.go.addEventListener("click", pause);
bar.stop.addEventListener("click", () => end());
bar.speed.addEventListener("click", faster);
addEventListener("pagehide", end);
document.addEventListener("keydown", onKey);
document.addEventListener("click", look);
queueMicrotask(() => {
speechSynthesis.cancel();
speak();
bar.go.focus({ preventScroll: true });
});
return { end };
}
function controls() {
const bar = document.createElement("div");
bar.className = "listen-bar";
bar.setAttribute("role", "group");
bar.setAttribute("aria-label", "Dengarkan");
for (const [name, text] of [["go", "Jeda"], ["speed", ""], ["stop", "Berhenti"]]) {
bar[name] = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet btn-small", textContent: text });
bar.append(bar[name]);
}
named(bar.speed);
const tabs = document.querySelector(".tabs");
bar.classList.toggle("is-above", Boolean(tabs));
if (tabs) tabs.before(bar);
else document.body.append(bar);
return bar;
}
function named(button) {
button.textContent = `Kecepatan ${SPEEDS[tuntas.settings.read().speed]}`;
}
function explain(box) {
const note = box.querySelector(".note") || box.appendChild(document.createElement("p"));
note.className = "note";
note.setAttribute("role", "status");
const recordings = document.querySelector(".audio audio") ? " Rekaman di halaman ini tetap dapat diputar." : "";
note.textContent = INSTALL + recordings;
}
