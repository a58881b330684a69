// Scenes of bars: a race, columns over time, an age pyramid, need against reach.
(() => {
  "use strict";
  const { el, text, put, write, letters, scenery, step, walking, changing } = window.pieces;
  // In units of 1080p: a letter of a value, the widest that a value grows, the narrowest chart.
  const [LETTER, WIDEST, NARROW] = [25, 480, 950];

  /** Return the scene with a sentence over its picture that changes with the frames. */
  function withSentence(scene, context, kind) {
    const base = scenery(scene, context, kind);
    const { say } = base;
    const sentence = changing("sentence changing", scene.frames.map((frame) => say(frame).sentence || ""));
    const over = el("div", "over fits", sentence);
    base.picture.append(over);
    put(base.node, { step: step(scene, scene.frames.length) });
    const tell = (frame) => {
      write(base.year, say(frame).year);
      write(sentence, say(frame).sentence || "");
    };
    return { ...base, tell };
  }

  window.drawings.race = (scene, context) => {
    const { node, picture, say, tell } = withSentence(scene, context, "race");
    const places = Math.max(...scene.frames.map((frame) => frame.bars.length));
    const field = put(el("ul", "lanes"), { places });
    picture.append(field);
    const lanes = new Map();
    const laneOf = (bar) => {
      if (!lanes.has(bar.key)) {
        const name = el("span", "lane-name", el("b", "", say(bar).name));
        const value = el("b", "lane-value");
        const track = el("span", "track", el("i", "bar"), el("span", "follow", value));
        const lane = put(el("li", "lane gone", name, track), { rank: places, share: 0 });
        field.append(lane);
        lanes.set(bar.key, { lane, value });
      }
      return lanes.get(bar.key);
    };
    scene.frames.forEach((frame) => frame.bars.forEach(laneOf));
    return {
      node,
      show: walking(scene.frames, (frame) => {
        tell(frame);
        const present = new Set(frame.bars.map((bar) => bar.key));
        lanes.forEach(({ lane }, key) => {
          if (present.has(key)) return;
          lane.classList.add("gone");
          put(lane, { rank: places });
        });
        frame.bars.forEach((bar, rank) => {
          const { lane, value } = laneOf(bar);
          lane.classList.remove("gone");
          lane.classList.toggle("strong", Boolean(bar.strong));
          put(lane, { rank, share: bar.share });
          write(value, say(bar).value);
        });
      }),
    };
  };

  window.drawings.columns = (scene, context) => {
    const { node, picture, say } = scenery(scene, context, "columns");
    const last = scene.columns.length - 1;
    const every = Math.ceil(scene.columns.length / 9);
    const many = scene.columns.length > 12;
    /** Return where a value stands that is wider than its column, and the columns that it covers. */
    const placed = (words, i) => {
      const width = (Math.min(letters(words) * LETTER, WIDEST) * scene.columns.length) / NARROW;
      if (width <= 1.1) return { name: "", from: i, to: i };
      if (i < width / 2) return { name: " at-start", from: i, to: i + width };
      if (last - i < width / 2) return { name: " at-end", from: i - width, to: i };
      return { name: "", from: i - width / 2, to: i + width / 2 };
    };
    const highest = ({ from, to }) =>
      Math.max(...scene.columns.map((column, i) => (i >= from - 0.5 && i <= to + 0.5 ? (column.share ?? 0) : 0)));
    const columns = scene.columns.map((column, i) => {
      const told = say(column);
      const known = typeof column.share === "number";
      const place = placed(told.value, i);
      const long = letters(told.value) * LETTER > WIDEST ? " long" : "";
      const value = known ? text("b", `column-value${place.name}${long}`, told.value) : el("b", "column-value gap", "–");
      const lifted = known ? highest(place) : 0;
      const lead = value && known && lifted > column.share + 0.04 ? el("i", "lead") : null;
      const bar = el("div", "column-room", known ? el("i", "bar") : null, value && el("div", "follow", value), lead);
      const labelled = (last - i) % every === 0;
      const year = el("span", "column-year", labelled ? el("span", "", told.year) : null);
      const item = el("li", column.strong ? "column strong" : "column", bar, year);
      return put(item, { i, share: known ? column.share : 0, lift: lifted });
    });
    picture.append(put(el("ul", many ? "chart many" : "chart", ...columns), { count: scene.columns.length }));
    return { node, show() {} };
  };

  window.drawings.pyramid = (scene, context) => {
    const { node, picture, say, tell } = withSentence(scene, context, "pyramid");
    const count = scene.bands.length;
    const groupOf = (band) => scene.groups.find((group) => band >= group.first && band <= group.last);
    const bars = { male: [], female: [] };
    const cells = scene.bands.flatMap((band, i) => {
      const row = count - i;
      const group = groupOf(i);
      const side = (key) => {
        const bar = el("i", `bar ${key}`);
        if (group) bar.style.backgroundColor = group.colour;
        bars[key].push(bar);
        return put(el("div", `side ${key}`, bar), { row });
      };
      const label = count > 14 && i % 2 ? "" : say(band);
      return [side("male"), put(el("span", "band", label), { row }), side("female")];
    });
    const groups = scene.groups.map((group) => {
      const label = el("div", "group", el("span", "", say(group)));
      label.style.borderColor = group.colour;
      return put(label, { row: count - group.last, rows: group.last - group.first + 1 });
    });
    const heads = ["male", "female"].map((key) => el("h2", `head ${key}`, say(scene.sides[key])));
    const body = put(el("div", "people", ...cells, ...groups), { count });
    picture.append(el("div", "heads", ...heads), body);
    node.classList.toggle("grouped", scene.groups.length > 0);
    return {
      node,
      show: walking(scene.frames, (frame) => {
        tell(frame);
        for (const key of ["male", "female"]) {
          bars[key].forEach((bar, i) => put(bar, { share: frame[key][i] ?? 0 }));
        }
      }),
    };
  };

  window.drawings.need = (scene, context) => {
    const { node, picture, say, words } = scenery(scene, context, "need");
    const rows = scene.rows.map((row, i) => {
      const told = say(row);
      const side = (key) =>
        put(
          el("div", `side ${key}`, el("i", "bar"), el("div", "follow", el("b", "", told[key]))),
          { share: row[key] ?? 0 },
        );
      return put(el("li", "", side("need"), el("span", "who", told.name), side("reach")), { i });
    });
    const heads = el("div", "heads", el("h2", "need", words.need_label), el("h2", "reach", words.reach_label));
    picture.append(heads, put(el("ul", "pairs", ...rows), { count: rows.length }));
    return { node, show() {} };
  };
})();
