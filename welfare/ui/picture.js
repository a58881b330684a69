// Saves the charts of a card as one picture, SVG or PNG, with the card's finding and source on it.
(() => {
  "use strict";
  if (window.welfarePicture) return;
  window.welfarePicture = true;

  const SVG = "http://www.w3.org/2000/svg";
  const MARGIN = 28;
  const SCALE = 2; // pixels of a PNG for each of the screen
  const LINES = { title: [20, 600], about: [14, 400], source: [13, 400] };
  const FACES = { 400: "Sarabun-Regular.ttf", 600: "Sarabun-SemiBold.ttf", 700: "Sarabun-Bold.ttf" };
  let faces = null;

  function element(tag, attributes, ...children) {
    const node = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  /** Return the page's letters as data, so that a picture keeps its Thai wherever it is opened. */
  async function letters() {
    const face = async ([weight, name]) => {
      const bytes = await (await fetch(`/assets/fonts/${name}`)).blob();
      const data = await new Promise((done) => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result);
        reader.readAsDataURL(bytes);
      });
      return `@font-face{font-family:Sarabun;font-weight:${weight};src:url(${data})}`;
    };
    faces ??= (await Promise.all(Object.entries(FACES).map(face))).join("");
    return faces;
  }

  /** Return a text in lines that a width holds, broken between words. */
  function lines(text, [size, weight], width) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${weight} ${size}px Sarabun`;
    const words = new Intl.Segmenter(document.documentElement.lang, { granularity: "word" });
    const found = [""];
    let held = ""; // an opening bracket goes with the word after it
    for (const { segment } of words.segment(text)) {
      const next = held + segment;
      held = /[(“]$/.test(next) ? next : "";
      if (held) continue;
      const last = found[found.length - 1];
      const over = pen.measureText(last + next).width > width;
      if (last && over && !/^[).,:;%”ๆฯ]/.test(next)) found.push(next.trimStart());
      else found[found.length - 1] += next;
    }
    return found.filter((line) => line.trim());
  }

  /** Return what a card draws: Plotly's layers, and drawings of our own, by their boxes. */
  function drawings(card) {
    const found = [];
    for (const plot of card.querySelectorAll(".js-plotly-plot")) {
      found.push({ box: plot.getBoundingClientRect(), layers: [...plot.querySelectorAll(".main-svg")] });
    }
    const roots = [card, ...[...card.querySelectorAll("*")].map((node) => node.shadowRoot).filter(Boolean)];
    for (const root of roots) {
      for (const own of root.querySelectorAll("svg[data-picture]")) {
        found.push({ box: own.getBoundingClientRect(), layers: [own] });
      }
    }
    return found.filter(({ box }) => box.width && box.height);
  }

  const STYLED = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "opacity",
    "font-size", "font-weight", "text-anchor", "dominant-baseline", "visibility", "display"];

  /** Return a copy of a layer that looks the same without the page's style sheet. */
  function copied(layer) {
    const copy = layer.cloneNode(true);
    if (!layer.hasAttribute("data-picture")) return copy;
    const [from, to] = [layer, copy].map((root) => [root, ...root.querySelectorAll("*")]);
    from.forEach((node, i) => {
      const seen = getComputedStyle(node);
      for (const name of STYLED) to[i].style.setProperty(name, seen.getPropertyValue(name));
    });
    return copy;
  }

  function written(lined, kind, top, colour) {
    const [size, weight] = LINES[kind];
    return lined.map((line, i) =>
      element(
        "text",
        { x: MARGIN, y: top + (i + 0.8) * size * 1.5, fill: colour, "font-family": "Sarabun, sans-serif", "font-size": size, "font-weight": weight },
        line,
      ),
    );
  }

  /** Return the card's key of colours as rows of swatches with their words, and how tall they are. */
  function key(card, width, top, colour) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = "400 14px Sarabun";
    const nodes = [];
    let [x, y] = [MARGIN, top];
    for (const entry of card.querySelectorAll(".wa-legend > span")) {
      const wide = 30 + pen.measureText(entry.textContent).width + 18;
      if (x > MARGIN && x + wide > MARGIN + width) [x, y] = [MARGIN, y + 24];
      const fill = getComputedStyle(entry.querySelector("i")).backgroundColor;
      nodes.push(
        element("rect", { x, y: y + 3, width: 22, height: 14, fill, stroke: colour, "stroke-opacity": 0.25 }),
        element("text", { x: x + 30, y: y + 15, fill: colour, "font-family": "Sarabun, sans-serif", "font-size": 14 }, entry.textContent),
      );
      x += wide;
    }
    return { nodes, height: nodes.length ? y + 34 - top : 0 };
  }

  /** Return what the card says; a card that moves says it where it moved to. */
  function words(card) {
    const { title, about, source } = card.querySelector("[data-said]").dataset;
    const now = (name) => card.querySelector(`.wy-${name}`)?.textContent;
    return { title: now("finding") ?? title, about: now("about") ?? about, source };
  }

  /** Return the card as one drawing: finding, what it is, charts in their places, source. */
  async function drawn(card) {
    const parts = drawings(card);
    const left = Math.min(...parts.map(({ box }) => box.left));
    const top = Math.min(...parts.map(({ box }) => box.top));
    const width = Math.max(...parts.map(({ box }) => box.right)) - left;
    const height = Math.max(...parts.map(({ box }) => box.bottom)) - top;
    const said = words(card);
    const look = getComputedStyle(card);
    const texts = Object.fromEntries(
      Object.entries(LINES).map(([kind, type]) => [kind, lines(said[kind], type, width)]),
    );
    const tall = (kind) => texts[kind].length * LINES[kind][0] * 1.5;
    const above = MARGIN + tall("title") + tall("about") + 14;
    const below = above + height + 14;
    const colours = key(card, width, below, look.color);
    const whole = [width + 2 * MARGIN, below + colours.height + tall("source") + MARGIN].map(Math.ceil);
    const picture = element(
      "svg",
      { xmlns: SVG, width: whole[0], height: whole[1], viewBox: `0 0 ${whole[0]} ${whole[1]}` },
      element("style", {}, await letters()),
      element("rect", { width: "100%", height: "100%", fill: look.backgroundColor }),
      ...written(texts.title, "title", MARGIN, look.color),
      ...written(texts.about, "about", MARGIN + tall("title"), look.color),
      ...colours.nodes,
      ...written(texts.source, "source", below + colours.height, look.color),
    );
    for (const { box, layers } of parts) {
      for (const layer of layers) {
        const copy = copied(layer);
        const place = { x: MARGIN + box.left - left, y: above + box.top - top, width: box.width, height: box.height };
        for (const [key, value] of Object.entries(place)) copy.setAttribute(key, value);
        picture.append(copy);
      }
    }
    return picture;
  }

  async function pixels(source, width, height) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * SCALE, height * SCALE];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async function give(button) {
    const card = button.closest("[class*=st-key-card_]");
    const picture = await drawn(card);
    const source = new XMLSerializer().serializeToString(picture);
    const kind = button.dataset.picture;
    const blob = kind === "svg"
      ? new Blob([source], { type: "image/svg+xml" })
      : await pixels(source, Number(picture.getAttribute("width")), Number(picture.getAttribute("height")));
    save(blob, `thai-welfare-atlas-${button.dataset.name}.${kind}`);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-picture]");
    if (button) give(button);
  });
})();
