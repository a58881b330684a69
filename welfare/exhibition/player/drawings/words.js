// Scenes that are read more than seen: a number, a wall of projects, the closing card.
(() => {
  "use strict";
  const { el, text, svg, put, write, modules, scenery, wipe, seriesPaths, changing, walking } = window.pieces;

  /** Return a line of a series that draws itself, with a dot at its end; null without points. */
  function seriesLine(points) {
    const known = points.filter((point) => point && point.length);
    if (known.length < 2) return null;
    const [x, y] = known[known.length - 1];
    const drawn = svg(
      "svg",
      { viewBox: "0 0 1000 1000", preserveAspectRatio: "none", class: "series", "aria-hidden": "true" },
      ...seriesPaths(points),
    );
    const dot = put(el("i", "series-dot"), { x, y });
    return el("div", "series-box", wipe(drawn), dot);
  }

  window.drawings.number = (scene, context) => {
    const { node, field, title, picture, words } = scenery(scene, context, "number");
    const line = seriesLine(scene.series || []);
    const figure = el("div", "figure fits", text("p", "huge", words.number), text("p", "label", words.label));
    field.classList.remove("fits");
    title.remove();
    field.insertBefore(el("div", "number-box", figure, line), field.querySelector(".touch"));
    picture.classList.add("fits");
    picture.append(title, text("p", "sentence", words.change) ?? "", text("p", "aside", words.text) ?? "");
    return { node, show() {} };
  };

  window.drawings.wall = (scene, context) => {
    const { node, field, picture, say, words } = scenery(scene, context, "wall");
    const count = el("div", "count", text("p", "huge", words.number), text("p", "label", words.label));
    field.insertBefore(count, field.querySelector(".touch"));
    const tiles = Array.from({ length: scene.count }, () => el("i", "tile"));
    const grid = put(el("div", "tiles", ...tiles), {
      wide: Math.ceil(Math.sqrt(scene.count * 3.3)),
      tall: Math.ceil(Math.sqrt(scene.count * 2.6)),
    });
    const named = scene.named || [];
    const name = changing("sentence changing", named.map((item) => say(item).name));
    const organisation = changing("label changing", named.map((item) => say(item).organisation));
    const told = el("div", "told", name, organisation);
    picture.append(grid, el("div", "told-box fits", told), text("p", "rest", words.rest) ?? "");
    const tileOf = (i) => tiles[Math.floor(((i + 0.5) * scene.count) / named.length)];
    const tell = walking(named, (item, i) => {
      write(name, say(item).name);
      write(organisation, say(item).organisation);
      tiles.forEach((tile) => tile.classList.toggle("now", tile === tileOf(i)));
      told.getAnimations().forEach((animation) => animation.cancel());
      told.classList.remove("told-again");
      void told.offsetWidth; // the animation starts again only after the class was seen to be gone
      told.classList.add("told-again");
    });
    let lit = 0;
    return {
      node,
      show(fraction) {
        const reach = Math.min(scene.count, Math.ceil((fraction / 0.6) * scene.count));
        for (; lit < reach; lit += 1) tiles[lit].classList.add("lit");
        tell(fraction);
      },
    };
  };

  window.drawings.closing = (scene, context) => {
    const { node, field, picture, words } = scenery(scene, context, "closing");
    const touch = field.querySelector(".touch");
    const said = [text("p", "sentence", words.text), text("p", "address", words.address)].filter(Boolean);
    said.forEach((part) => field.insertBefore(part, touch));
    const { qr } = context.show;
    if (qr) {
      picture.append(el("div", "qr", modules(qr)));
    } else {
      picture.remove();
      node.classList.add("without-qr");
    }
    return { node, show() {} };
  };
})();
