// What every scene is put together from. A drawing is a function of (scene, context) that returns
// {node, show(fraction)}; the stage alone keeps time, so a drawing holds no timer and no listener.
window.drawings = {};
window.pieces = (() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  let patterns = 0;

  /** Return an element of a class with children: elements or strings; nothing is left out. */
  function el(tag, name, ...children) {
    const node = document.createElement(tag);
    if (name) node.className = name;
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  }

  /** Return an element with text, or null where there is nothing to say. */
  function text(tag, name, words) {
    return words ? el(tag, name, words) : null;
  }

  function svg(tag, attributes, ...children) {
    const node = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  /** Set custom properties; CSS turns them into places and lengths. */
  function put(node, values) {
    for (const [key, value] of Object.entries(values)) node.style.setProperty(`--${key}`, value);
    return node;
  }

  function write(node, words) {
    if (node && node.textContent !== words) node.textContent = words;
  }

  /** Return how to read what is given by language; the other language where one is not made. */
  function speaker(language) {
    return (given) => given[language] ?? given.th ?? given.en ?? "";
  }

  function luminance(hex) {
    const channel = (at) => {
      const value = parseInt(hex.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  }

  function contrast(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  /** Return a show whose Thai lines may break before and after the compounds named whole, not within, and that keeps a year with its word. */
  function wholeWords(show) {
    if (!show.whole?.length) return show;
    const compounds = new RegExp(show.whole.join("|"), "g");
    const clusters = new Intl.Segmenter("th", { granularity: "grapheme" });
    const inThai = (letter) => (/[\u0E01-\u0E2E\u0E30-\u0E45\u0E47-\u0E4E]/.test(letter ?? "") ? "\u200B" : "");
    const joined = (word, at, all) =>
      inThai(all[at - 1]) +
      [...clusters.segment(word)].map(({ segment }) => segment).join("\u2060") +
      inThai(all[at + word.length]);
    const told = ([key, value]) => [key, key === "whole" ? value : walk(value)];
    const walk = (value) => {
      if (typeof value === "string") return value.replace(compounds, joined).replace(/ปี (?=\d)/g, "ปี\u00A0");
      if (Array.isArray(value)) return value.map(walk);
      return value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(told)) : value;
    };
    return walk(show);
  }

  /** Return about how many letters wide a text is: Thai marks stand above and below, joiners nowhere. */
  function letters(words) {
    return (words || "").replace(/[\u0E31\u0E34-\u0E3A\u0E47-\u0E4E\u200B\u2060]/g, "").length;
  }

  /** Set a colour field with the text colour that is read on it; its shade moves away from the text. */
  function paint(node, colour, ink) {
    const light = contrast(colour, "#FFFFFF") >= 4.5;
    return put(node, { field: colour, "on-field": light ? "#FFFFFF" : ink, away: light ? "#000000" : "#FFFFFF" });
  }

  /** Return the frame that a fraction of the scene's time shows; the last one is held longest. */
  function frameAt(fraction, count) {
    const index = Math.floor(((fraction - 0.05) / 0.75) * count);
    return Math.max(0, Math.min(count - 1, index));
  }

  /** Return milliseconds that a change between frames may take without running into the next. */
  function step(scene, count) {
    return `${Math.round(Math.min(800, (scene.seconds * 750 * 0.95) / Math.max(1, count)))}ms`;
  }

  /** Return a show function that calls draw once for every new frame. */
  function walking(frames, draw) {
    let shown = -1;
    return (fraction) => {
      const index = frameAt(fraction, frames.length);
      if (index === shown || !frames.length) return;
      shown = index;
      draw(frames[index], index);
    };
  }

  /** Return an element whose text changes; it is fitted by the longest text it will hold. */
  function changing(name, texts) {
    const node = el("p", name);
    node.longest = texts.reduce((one, other) => (other.length > one.length ? other : one), "");
    node.textContent = texts[0] ?? "";
    return node;
  }

  /** Lower type by steps, to 70 % at most, until the box holds its text. */
  function fit(box) {
    const shown = [];
    for (const node of box.querySelectorAll(".changing")) {
      shown.push([node, node.textContent]);
      node.textContent = node.longest;
    }
    for (let size = 100; size >= 70; size -= 5) {
      box.style.setProperty("--fit", size / 100);
      if (box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1) break;
    }
    for (const [node, words] of shown) node.textContent = words;
  }

  /** Let the colour of a scene begin as wide as the screen and draw back to its field. */
  function flooded(node) {
    const colour = node.querySelector(".colour");
    const { width, height } = colour.getBoundingClientRect();
    put(colour, { "from-x": innerWidth / width, "from-y": innerHeight / height });
  }

  function fitAll(node) {
    node.querySelectorAll(".fits").forEach(fit);
  }

  /** Return what uncovers its content from left to right by transforms alone. */
  function wipe(...children) {
    return el("div", "wipe", el("div", "wipe-in", ...children));
  }

  /** Return the bare scene: colour field with theme and title, picture, year and source. */
  function scenery(scene, context, kind) {
    const say = speaker(context.language);
    const words = say(scene);
    const node = paint(el("section", `scene ${kind}`), scene.colour, context.show.colours.ink);
    const title = text("h1", "title", words.title);
    const field = el("header", "field fits", text("p", "eyebrow", words.eyebrow), title);
    if (context.show.explore) field.append(el("p", "touch", say(context.show.words).touch));
    const picture = el("div", "picture");
    const years = [words, ...(scene.frames || []).map(say)].map((told) => letters(told.year));
    node.classList.toggle("long-year", Math.max(...years) > 8);
    const year = el("p", "year", words.year || "");
    const source = el("p", "source", el("span", "", words.source || ""));
    node.append(el("i", "colour"), field, picture, year, source);
    return { node, field, title, picture, year, say, words };
  }

  /** Return the colour of every state up to the highest: the ramp spread over its whole length. */
  function stateColours(colours, highest) {
    const count = highest - 2;
    const last = colours.ramp.length - 1;
    const ramp = Array.from({ length: Math.max(0, count) }, (_, i) =>
      colours.ramp[count === 1 ? last - 1 : Math.round((i * last) / (count - 1))],
    );
    return [colours.outside, colours.missing, colours.zero, ...ramp];
  }

  function highestState(frames, legend) {
    const states = frames.flatMap((frame) => Object.values(frame.states));
    return Math.max(2, ...states, ...(legend || []).map((item) => item.state));
  }

  /** Return the map with a function that colours it; missing is hatched, so that it is no pale class. */
  function provinceMap(show, highest) {
    const colours = stateColours(show.colours, highest);
    const hatch = `hatch-${(patterns += 1)}`;
    const { width, height, provinces } = show.shapes;
    const pattern = svg(
      "pattern",
      { id: hatch, width: 9, height: 9, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svg("rect", { width: 9, height: 9, fill: show.colours.surface }),
      svg("rect", { width: 4, height: 9, fill: show.colours.missing }),
    );
    const shapes = Object.entries(provinces).map(([code, d]) => {
      const path = svg("path", { d, "data-code": code });
      return [code, path];
    });
    const node = svg(
      "svg",
      { viewBox: `0 0 ${width} ${height}`, class: "provinces", "aria-hidden": "true" },
      svg("defs", {}, pattern),
      ...shapes.map(([, path]) => path),
    );
    const shown = new Map();
    const colour = (states) => {
      for (const [code, path] of shapes) {
        const state = states[code] ?? 0;
        if (shown.get(code) === state) continue;
        shown.set(code, state);
        path.style.fill = state === 1 ? `url(#${hatch})` : colours[state];
      }
    };
    return { node, colour, shapes: new Map(shapes) };
  }

  /** Draw a QR code from its rows, each a number in base 16 whose bits are the modules. */
  function modules(qr) {
    const path = qr.rows.split(" ").map((row, y) => {
      const bits = BigInt(`0x${row}`).toString(2).padStart(qr.size, "0");
      return [...bits.matchAll(/1+/g)].map(({ 0: run, index }) => `M${index},${y}h${run.length}v1h-${run.length}z`).join("");
    });
    const box = { viewBox: `0 0 ${qr.size} ${qr.size}`, "shape-rendering": "crispEdges", "aria-hidden": "true" };
    return svg("svg", box, svg("path", { d: path.join("") }));
  }

  function legend(items, show, highest, say) {
    const colours = stateColours(show.colours, highest);
    return el(
      "ul",
      "legend",
      ...items.map((item) => {
        const swatch = el("i", item.state === 1 ? "swatch missing" : "swatch");
        swatch.style.backgroundColor = item.state === 1 ? "" : colours[item.state];
        return el("li", "", swatch, el("span", "", say(item)));
      }),
    );
  }

  /**
   * Return the line of a series in a box of 1000 by 1000: whole between neighbours, dots from one
   * survey to the next, nothing where another method begins; a lone point stays a dot.
   */
  function seriesPaths(points) {
    const at = (point) => `${(point[0] * 1000).toFixed(1)} ${((1 - point[1]) * 1000).toFixed(1)}`;
    const known = (point) => Boolean(point && point.length);
    const whole = points.map((point, i) => {
      if (!known(point)) return "";
      if (known(points[i - 1])) return `L${at(point)}`;
      return known(points[i + 1]) ? `M${at(point)}` : `M${at(point)}h0.01`;
    });
    const over = points.map((point, i) =>
      point && !point.length && known(points[i - 1]) && known(points[i + 1])
        ? `M${at(points[i - 1])}L${at(points[i + 1])}`
        : "",
    );
    return [
      svg("path", { d: whole.join(""), class: "series-line" }),
      svg("path", { d: over.join(""), class: "series-line over-gap" }),
    ];
  }

  return {
    el, text, svg, put, write, letters, speaker, paint, step, walking, changing, fitAll, flooded,
    wipe, scenery, highestState, provinceMap, legend, seriesPaths, modules, wholeWords,
  };
})();
