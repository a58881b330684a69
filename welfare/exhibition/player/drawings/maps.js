// Scenes on the map: a map that walks through years, and one province among all.
(() => {
  "use strict";
  const { el, text, svg, put, write, letters, scenery, step, walking, changing, provinceMap, legend, highestState } =
    window.pieces;

  /** Return a thin line of years with a marker; only as many years are written as are read at a glance. */
  function yearLine(years) {
    const last = years.length - 1;
    const room = Math.max(...years.map(letters)) > 8 ? 3 : 5;
    const every = Math.max(1, Math.ceil(last / room));
    const ticks = years.map((year, i) => {
      const written = i === last || (i % every === 0 && last - i >= every * 0.7);
      return put(el("li", "", written ? el("span", "", year) : null), { at: last ? i / last : 1 });
    });
    const marker = el("div", "marker", el("i"));
    const node = el("div", "years", el("ul", "", ...ticks), marker);
    return { node, move: (i) => put(marker, { at: last ? i / last : 1 }) };
  }

  window.drawings.map = (scene, context) => {
    const { node, picture, year, say } = scenery(scene, context, "map");
    const frames = scene.frames;
    const highest = highestState(frames, scene.legend);
    // Two maps take turns: the next year is painted out of sight and then faded in over the last.
    const maps = [provinceMap(context.show, highest), provinceMap(context.show, highest)];
    const sentence = changing("sentence changing", frames.map((frame) => say(frame).sentence || ""));
    const years = yearLine(frames.map((frame) => say(frame).year));
    const beside = el("div", "beside", sentence, legend(scene.legend, context.show, highest, say));
    put(node, { step: step(scene, frames.length) });
    picture.append(el("div", "map-box walking-map", ...maps.map((map) => map.node)), beside);
    beside.classList.add("fits");
    if (frames.length > 1) picture.append(years.node);
    return {
      node,
      show: walking(frames, (frame, i) => {
        const [next, before] = maps;
        next.colour(frame.states);
        if (before.node.classList.contains("latest")) before.node.classList.remove("latest");
        else before.colour(frame.states);
        next.node.classList.add("latest");
        maps.reverse();
        write(year, say(frame).year);
        write(sentence, say(frame).sentence || "");
        years.move(i);
      }),
    };
  };

  /** Return a strip of all provinces as ticks with this one large. */
  function strip(fact) {
    const d = (fact.others || []).map((at) => `M${(at * 1000).toFixed(1)} 0V10`).join("");
    const ticks = svg("svg", { viewBox: "0 0 1000 10", preserveAspectRatio: "none", "aria-hidden": "true" }, svg("path", { d }));
    return el("div", "strip", ticks, put(el("div", "strip-own", el("i")), { at: fact.place }));
  }

  window.drawings.province = (scene, context) => {
    const { node, field, title, picture, say, words } = scenery(scene, context, "province");
    const map = provinceMap(context.show, 2);
    const own = map.shapes.get(scene.code);
    if (own) {
      own.classList.add("own");
      map.node.append(own);
    }
    const name = el("div", "province-name", text("h2", "name", words.name), text("p", "region", words.region));
    title.before(el("div", "locator", map.node, name));
    if (words.title === words.name) title.remove();
    const facts = scene.facts.map((fact, i) => {
      const told = say(fact);
      const drawn = typeof fact.place === "number" ? strip(fact) : null;
      const value = text("p", letters(told.value) > 16 ? "fact-value long" : "fact-value", told.value);
      const head = el("div", "fact-head", text("p", "label", told.label), value);
      return put(el("li", "fact", head, drawn, text("p", "note", told.sentence)), { i });
    });
    picture.classList.add("fits");
    picture.append(el("ul", "facts", ...facts));
    return { node, show() {} };
  };
})();
