// The story: a title, one or two sentences, and a picture drawn from data.
(() => {
  "use strict";
  const { el, text, svg, put, paint, scenery, wipe, seriesPaths, provinceMap, highestState } = window.pieces;

  const pictures = {
    systems(picture, say, show) {
      const tiles = picture.items.map((item, i) => {
        const told = say(item);
        const tile = el(
          "li",
          "system fits",
          text("b", "system-letter", item.icon_letter),
          el("h2", "", told.name),
          text("p", "", told.text),
        );
        return put(paint(tile, item.colour, show.colours.ink), { i });
      });
      return el("ul", "systems", ...tiles);
    },

    ages(picture, say) {
      const most = Math.max(...picture.items.map((item) => item.share), 0.0001);
      const last = picture.items.length - 1;
      const people = picture.items.map((item, i) => {
        const told = say(item);
        const figure = el("div", "person", el("b", "person-value", told.value), el("i", "face"), el("i", "body"));
        const grown = Math.min(1, 0.62 + (0.38 * i) / Math.max(1, last * 0.6));
        return put(el("li", "", figure, el("span", "person-name", told.name)), { i, tall: item.share / most, grown });
      });
      return put(el("ul", "persons", ...people), { count: people.length });
    },

    map(picture, say, show) {
      const map = provinceMap(show, highestState([picture]));
      map.colour(picture.states);
      return el("div", "map-box", map.node);
    },

    series(picture, say) {
      const ends = picture.lines.map((line) => line.points.filter((point) => point && point.length).at(-1));
      // Names stand where their lines end, pushed apart where two would touch.
      const order = picture.lines.map((_, i) => i).filter((i) => ends[i]).sort((a, b) => ends[b][1] - ends[a][1]);
      const room = 0.16;
      const tops = new Map();
      let top = 0;
      for (const i of order) {
        top = Math.max(top, 1 - ends[i][1]);
        tops.set(i, top);
        top += room;
      }
      const over = Math.max(0, top - room - 1);
      const paths = picture.lines.flatMap((line) =>
        seriesPaths(line.points).map((path) => {
          path.style.stroke = line.colour;
          return path;
        }),
      );
      const names = order.map((i) => {
        const name = el("b", "line-name", say(picture.lines[i]));
        name.style.borderColor = picture.lines[i].colour;
        return put(name, { top: Math.max(0, tops.get(i) - over) });
      });
      const drawn = svg("svg", { viewBox: "0 0 1000 1000", preserveAspectRatio: "none", class: "series", "aria-hidden": "true" }, ...paths);
      return el("div", "lines", el("div", "lines-box", wipe(drawn)), el("div", "line-names", ...names));
    },
  };

  window.drawings.story = (scene, context) => {
    const { node, field, picture, say, words } = scenery(scene, context, "story");
    const drawn = scene.picture || { kind: "none" };
    const told = text("p", "sentence", words.text);
    if (told) field.insertBefore(told, field.querySelector(".touch"));
    if (pictures[drawn.kind]) picture.append(pictures[drawn.kind](drawn, say, context.show));
    node.classList.add(`of-${drawn.kind}`);
    return { node, show() {} };
  };
})();
