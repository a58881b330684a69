// The parts of the view of the years, without words and without data.
const TILE = 50;

function el(name, className, ...children) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

function drawn(name, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

const pairs = (text) => new Map(text.split(";").map((entry) => entry.split(":")));

/** Return the parts of the view around the map, without words. */
function page(map, grid) {
  const narrow = matchMedia("(max-width: 820px), (pointer: coarse)");
  const finding = el("h3", "wy-finding");
  const about = el("p", "wy-about");
  const playWords = el("span");
  const play = el("button", "wy-play", el("i"), playWords);
  play.type = "button";
  const name = el("output", "wy-name");
  name.setAttribute("aria-hidden", "true");
  const slider = el("input");
  Object.assign(slider, { type: "range", min: 0, step: 1 });
  const ticks = el("div", "wy-ticks");
  ticks.setAttribute("aria-hidden", "true");
  const controls = el("div", "wy-controls", play, name, el("div", "wy-slide", slider, ticks));

  const [asMap, asTiles] = [el("button"), el("button")];
  const shape = el("div", "wy-shape", asMap, asTiles);
  shape.setAttribute("role", "group");
  [asMap, asTiles].forEach((button, i) => {
    button.type = "button";
    button.setAttribute("aria-pressed", String(i === 0));
  });
  const tip = el("div", "wy-tip");
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  const tilesNote = el("p", "wy-note");
  tilesNote.hidden = true;
  const [key, classes, breaks] = [el("div", "wa-legend"), el("p", "wy-note"), el("p", "wy-note")];
  const left = el("div", "wy-left", shape, map, grid, tilesNote, key, classes, breaks, tip);

  const ranked = el("p", "wy-ranked");
  const labels = [el("span"), el("span", "wy-second")];
  const lines = [el("i"), el("i", "wy-second")];
  const head = el("div", "wy-head", el("div", "wy-labels", ...labels));
  const over = el("div", "wy-over", el("div", "wy-lines", ...lines));
  const [known, unknown] = [el("div", "wy-rows"), el("div", "wy-rows")];
  const unknownHead = el("p", "wy-unknown");
  const box = el("div", "wy-box", head, el("div", "wy-known", over, known), unknownHead, unknown);
  box.tabIndex = 0;
  box.setAttribute("role", "listbox");
  for (const group of [known, unknown]) group.setAttribute("role", "group");
  for (const node of [head, over, unknownHead]) node.setAttribute("aria-hidden", "true");
  const right = el("div", "wy-right", ranked, box);

  const spoken = el("div", "wa-spoken");
  spoken.setAttribute("role", "status");
  return {
    all: [finding, about, controls, el("div", "wy-both", left, right), spoken],
    finding, about, controls, play, playWords, name, slider, ticks, shape, asMap, asTiles, tip, left,
    tilesNote, legend: key, classes, breaks, ranked, labels, lines, box, known, unknown, unknownHead,
    spoken, rowHeight: () => (narrow.matches ? 44 : 24),
  };
}

function row(code) {
  const [name, value] = [el("span", "wy-of"), el("span", "wy-value")];
  const [stem, reach, dot] = [el("i", "wy-stem"), el("i", "wy-reach"), el("i")];
  const dotBox = el("span", "wy-at", dot);
  const track = el("span", "wy-track", stem, reach, dotBox);
  const node = el("div", "wy-row", name, track, value);
  node.id = `wy-row-${code}`;
  node.dataset.code = code;
  node.setAttribute("role", "option");
  return { node, name, value, track, stem, reach, dot, dotBox };
}

/** Return the grid that has a square a province; no square is smaller than another. */
function tileGrid(places, codes) {
  const at = (code) => places.get(code).split(",").map(Number);
  const wide = Math.max(...codes.map((code) => at(code)[0])) + 1;
  const high = Math.max(...codes.map((code) => at(code)[1])) + 1;
  const node = drawn("svg", {
    class: "wy-map wy-tiles", role: "img", "data-picture": "", viewBox: `-3 -3 ${wide * TILE + 6} ${high * TILE + 6}`, hidden: "",
  });
  const [cells, labels] = [new Map(), new Map()];
  for (const code of codes) {
    const [column, line] = at(code);
    const cell = drawn("g", { "data-code": code, transform: `translate(${column * TILE},${line * TILE})` });
    const label = drawn("text", { x: TILE / 2, y: TILE / 2 + 6 });
    cell.append(drawn("rect", { x: 2, y: 2, width: TILE - 4, height: TILE - 4, rx: 7 }), label);
    cells.set(code, cell);
    labels.set(code, label);
    node.append(cell);
  }
  return { node, cells, labels };
}
