// Answers what a person would find amiss in the page as it is shown now: text cut off without a sign, text over text, a label
// of two lines, a sixth size of type, a part that scrolls sideways.
const amiss = new Set();
const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
const called = (element) => [element.parentElement, element].map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""}`).join(" > ");
const floats = (element) => element.closest("[role=dialog], .res, .pop, .toasts, .practice") ?? null;
const sticks = (element) => {
  for (let one = element; one; one = one.parentElement) {
    const { position } = getComputedStyle(one);
    if (position === "absolute" || position === "fixed" || position === "sticky") return one;
  }
  return null;
};
const pieces = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const text = walk.currentNode;
  const owner = text.parentElement;
  if (!text.data.trim() || !seen(owner) || owner.closest(".unseen, script, style, option")) continue;
  const size = getComputedStyle(owner).fontSize;
  if (!["12px", "14px", "16px", "20px", "30px", "64px"].includes(size)) amiss.add(`size ${size}: ${called(owner)}`);
  const edge = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  let dotted = false;
  for (let one = owner; one; one = one.parentElement) {
    const style = getComputedStyle(one);
    if (style.overflowX === "visible" && style.overflowY === "visible") continue;
    const box = one.getBoundingClientRect();
    dotted ||= style.textOverflow === "ellipsis";
    edge.left = Math.max(edge.left, box.left);
    edge.top = Math.max(edge.top, box.top);
    edge.right = Math.min(edge.right, box.right);
    edge.bottom = Math.min(edge.bottom, box.bottom);
  }
  const range = document.createRange();
  range.selectNodeContents(text);
  for (const box of range.getClientRects()) {
    const part = {
      left: Math.max(box.left, edge.left),
      top: Math.max(box.top, edge.top),
      right: Math.min(box.right, edge.right),
      bottom: Math.min(box.bottom, edge.bottom),
    };
    // What is scrolled away is not cut.
    if (box.width < 1 || part.right - part.left < 2 || part.bottom - part.top < 2) continue;
    if (!dotted && (box.right > edge.right + 1 || box.left < edge.left - 1)) amiss.add(`cut: ${called(owner)} “${text.data.trim()}”`);
    // Free text may end in dots; a date, a number or a sum may not: half of one says something else.
    if (dotted && /^[\d\s:.,¥+−%/-]+$/.test(text.data.trim()) && (box.right > edge.right + 1 || range.startContainer.parentElement.scrollWidth > range.startContainer.parentElement.clientWidth + 1 && getComputedStyle(owner).textOverflow === "ellipsis")) amiss.add(`cut figure: ${called(owner)} “${text.data.trim()}”`);
    pieces.push({ text, owner, ...part });
  }
}
pieces.forEach((one, at) => {
  for (const other of pieces.slice(at + 1)) {
    if (one.text === other.text || floats(one.owner) !== floats(other.owner)) continue;
    const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    if (width > 2 && height > 5 && sticks(one.owner) === sticks(other.owner)) {
      amiss.add(`over one another: “${one.text.data.trim()}” and “${other.text.data.trim()}”`);
    }
  }
});
for (const element of document.querySelectorAll("button:not(.li), .tag, kbd, .seg label, th, h1, .lab, dt, .keys span, .hd .sp, .status > *")) {
  if (!seen(element) || element.closest(".unseen")) continue;
  for (const text of element.childNodes) {
    if (text.nodeType !== Node.TEXT_NODE || !text.data.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines = new Set([...range.getClientRects()].filter((box) => box.width > 1).map((box) => Math.round(box.top / 8)));
    if (lines.size > 1) amiss.add(`two lines: ${called(element)} “${text.data.trim()}”`);
  }
}
// A button in a cell that would end in dots stands whole between the cell's own margins.
for (const button of document.querySelectorAll("td .btn")) {
  const cell = button.closest("td");
  const { textOverflow, paddingRight } = getComputedStyle(cell);
  const edge = cell.getBoundingClientRect().right - Number.parseFloat(paddingRight);
  if (seen(button) && textOverflow === "ellipsis" && button.getBoundingClientRect().right > edge + 1) {
    amiss.add(`sticks out of its cell: ${called(button)} “${button.innerText.trim()}”`);
  }
}
for (const element of document.querySelectorAll("*")) {
  const { overflowX } = getComputedStyle(element);
  if (seen(element) && (overflowX === "auto" || overflowX === "scroll") && element.scrollWidth > element.clientWidth + 1) {
    amiss.add(`scrolls sideways: ${called(element)}`);
  }
}
const main = document.querySelector("main");
if (main && getComputedStyle(main).overflowY === "hidden" && main.scrollHeight > main.clientHeight + 2) amiss.add("the page is longer than its sheet");
return [...amiss];
