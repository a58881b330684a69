// The scene of flows: from what is on the left to what is on the right, as wide as their share.
(() => {
  "use strict";
  const { el, text, svg, put, letters, scenery, wipe } = window.pieces;
  const GAP = 0.012;
  const HEIGHT = 760;

  /** Return the room that a node's label needs, as a share of the height. */
  function room(told, perLine, heights) {
    const lines = (words, width) => Math.ceil(letters(words) / width);
    const [name, value, note] = heights;
    return (lines(told.name, perLine) * name + value + lines(told.note, perLine * 1.25) * note) / HEIGHT;
  }

  /** Return the rooms of a side, pressed together where they do not all fit. */
  function rooms(nodes, say, perLine, heights) {
    const wanted = nodes.map((node) => room(say(node), perLine, heights));
    const sum = wanted.reduce((all, one) => all + one, 0);
    const most = 0.97 - GAP * (nodes.length - 1);
    return sum > most ? wanted.map((one) => (one * most) / sum) : wanted;
  }

  /** Return the height of a share of one, so that every label has its room on this side. */
  function scaleFor(nodes, least) {
    const free = 1 - GAP * (nodes.length - 1);
    const used = (scale) => nodes.reduce((sum, node, i) => sum + Math.max(node.share * scale, least[i]), 0);
    let [low, high] = [0, 1];
    for (let i = 0; i < 30; i += 1) {
      const middle = (low + high) / 2;
      if (used(middle) > free) high = middle;
      else low = middle;
    }
    return low;
  }

  /** Return where each node's bar begins and how high it is: in the middle of the room of its label. */
  function places(nodes, scale, least) {
    const blocks = nodes.map((node, i) => Math.max(node.share * scale, least[i]));
    const free = 1 - blocks.reduce((sum, block) => sum + block, 0);
    const gap = nodes.length > 1 ? free / (nodes.length - 1) : 0;
    let top = nodes.length > 1 ? 0 : free / 2;
    return new Map(
      nodes.map((node, i) => {
        const height = Math.max(node.share * scale, 0.004);
        const place = { top: top + (blocks[i] - height) / 2, height, middle: top + blocks[i] / 2, used: 0 };
        top += blocks[i] + gap;
        return [node.key, place];
      }),
    );
  }

  function ribbon(from, to, height) {
    const [a, b] = [from.top + from.used, to.top + to.used];
    const y = (value) => (value * 1000).toFixed(1);
    return (
      `M0 ${y(a)}C500 ${y(a)} 500 ${y(b)} 1000 ${y(b)}` +
      `V${y(b + height)}C500 ${y(b + height)} 500 ${y(a + height)} 0 ${y(a + height)}Z`
    );
  }

  function side(name, nodes, at, say) {
    return nodes.map((node, i) => {
      const told = say(node);
      const place = at.get(node.key);
      const bar = put(el("i", `stem ${name}`), { top: place.top, height: place.height, i });
      if (node.colour) bar.style.backgroundColor = node.colour;
      const label = el(
        "div",
        `flow-label ${name}`,
        text("b", "flow-name", told.name),
        text("span", "flow-value", told.value),
        text("span", "flow-note", told.note),
      );
      return [bar, put(label, { middle: place.middle, i })];
    });
  }

  window.drawings.flows = (scene, context) => {
    const { node, picture, say } = scenery(scene, context, "flows");
    const { left, right, ribbons } = scene;
    const leastLeft = rooms(left, say, 21, [38, 42, 0]);
    const leastRight = rooms(right, say, 15, [49, 56, 38]);
    const scale = Math.min(scaleFor(left, leastLeft), scaleFor(right, leastRight));
    const [from, to] = [places(left, scale, leastLeft), places(right, scale, leastRight)];
    const order = (nodes) => new Map(nodes.map((item, i) => [item.key, i]));
    const [first, second] = [order(left), order(right)];
    const colours = new Map(right.map((item) => [item.key, item.colour]));
    const sorted = [...ribbons]
      .filter((item) => from.has(item.from) && to.has(item.to))
      .sort((a, b) => first.get(a.from) - first.get(b.from) || second.get(a.to) - second.get(b.to));
    const paths = sorted.map((item) => {
      const [a, b] = [from.get(item.from), to.get(item.to)];
      const height = item.share * scale;
      const path = svg("path", { d: ribbon(a, b, height), class: "ribbon" });
      path.style.fill = colours.get(item.to);
      path.style.stroke = colours.get(item.to);
      a.used += height;
      b.used += height;
      return path;
    });
    const drawn = svg("svg", { viewBox: "0 0 1000 1000", preserveAspectRatio: "none", "aria-hidden": "true" }, ...paths);
    const middle = el("div", "ribbons", wipe(drawn));
    picture.append(el("div", "flow-box", middle, ...side("left", left, from, say).flat(), ...side("right", right, to, say).flat()));
    return { node, show() {} };
  };
})();
