// What is read aloud of a page: what a reader sees, paragraph by paragraph, and nothing that is hidden or folded away.

const BLOCK = "h1,h2,h3,h4,p,li,dt,dd,figcaption,legend,label,summary,caption,th,td,.say,.say-who,.myth b";
const SILENT =
  "[hidden],[aria-hidden=true],nav,button,.btn,.vh,.small:not(.note),.audio,.video,progress,script,style,noscript";
const SENTENCE = /.+?(?:[.!?…]+(?=[\s”"]|$)[”"]?|$)/gsu;
const LONGEST = 180; // letters: some browsers fall silent after fifteen seconds

export function visible(element) {
  return element.isConnected && element.getClientRects().length > 0;
}

const folded = (node) => node.parentElement.matches("details:not([open])") && !node.matches("summary");

// [{element, text}], a sentence each. ``element``: the paragraph it stands in, to be marked.
export function sentences(root) {
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

// The same list stands beside each row: it is read once. Places in an order need no reading.
const choices = ({ options }) =>
  [...options].filter((one) => one.value && !/^ke-\d+$/.test(one.text)).map((one) => one.text).join(", ");

export function divide(text) {
  const plain = text
    .replace(/\s+/g, " ")
    .replace(/[✓✗]/g, "")
    .replace(/ · /g, ", ")
    .replace(/(\p{L}{3,})\/(?=\p{L}{3,})/gu, "$1 atau ")
    .trim();
  return (plain.match(SENTENCE) || []).flatMap(shorten).map((part) => part.trim()).filter((part) => /[\p{L}\d]/u.test(part));
}

// At the last comma or space that comes in time.
function shorten(sentence) {
  if (sentence.length <= LONGEST) return [sentence];
  const head = sentence.slice(0, LONGEST);
  const at = Math.max(head.lastIndexOf(", "), head.lastIndexOf("; ")) + 1 || head.lastIndexOf(" ") + 1 || LONGEST;
  return [sentence.slice(0, at), ...shorten(sentence.slice(at))];
}
