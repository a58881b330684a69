// What a visitor opens by a touch: a map and three ways to ask it. All that was chosen lives in one
// object here and is gone when the visit is closed.
window.openExplore = (() => {
  "use strict";
  const { el, text, put, modules, paint, speaker, provinceMap, legend, highestState, fitAll } = window.pieces;
  const WAYS = ["province", "age", "system"];

  function button(name, action, value, ...children) {
    const node = el("button", name, ...children);
    node.type = "button";
    node.dataset.do = action;
    if (value !== null) node.dataset.value = value;
    return node;
  }

  function pressed(node, is) {
    node.setAttribute("aria-pressed", String(is));
    return node;
  }

  /** Return the code of the province at a point, or of the one nearest to it within a finger's width. */
  function provinceAt(shapes, target, x, y) {
    if (target.dataset.code) return target.dataset.code;
    let [found, least] = [null, Math.max(28, innerHeight * 0.035)];
    for (const [code, path] of shapes) {
      const box = path.getBoundingClientRect();
      const away = Math.hypot(
        Math.max(box.left - x, 0, x - box.right),
        Math.max(box.top - y, 0, y - box.bottom),
      );
      if (away < least) [found, least] = [code, away];
    }
    return found;
  }

  return function open(show, firstLanguage) {
    const { explore } = show;
    const chosen = { language: firstLanguage, way: "province", region: null, code: null, map: explore.start, system: null };
    const highest = Math.max(...Object.values(explore.maps).map((map) => highestState([map], map.legend)));
    const panel = el("div", "ways");
    const answer = el("div", "answer fits");
    const corner = el("div", "corner");
    const mapBox = el("div", "map-box");
    const node = el("section", "explore", panel, mapBox, answer, corner);
    let map = null;
    let drawnKey;
    let say;

    function drawMap() {
      const given = explore.maps[chosen.map];
      if (chosen.map !== drawnKey || !map) {
        map = provinceMap(show, given ? highestState([given], given.legend) : highest);
        mapBox.replaceChildren(map.node);
        drawnKey = chosen.map;
        map.colour(given ? given.states : {});
      }
      drawCode(given);
      map.shapes.forEach((path, code) => path.classList.toggle("own", code === chosen.code));
      const own = map.shapes.get(chosen.code);
      if (own) map.node.append(own);
    }

    /** Show the code that leads a phone to the same view, where the server's address is known. */
    function drawCode(given) {
      const view = given && (given.provinces[chosen.code] || given);
      const words = say(show.words);
      mapBox.querySelector(".phone")?.remove();
      if (view && view.qr) mapBox.append(el("div", "phone", el("div", "qr", modules(view.qr)), el("p", "", words.phone)));
    }

    function provinceWays(words) {
      const inside = (region) => explore.provinces.filter((item) => item.region === region);
      if (!chosen.region) {
        const regions = explore.regions.filter((region) => inside(region.key).length);
        return [
          el("p", "hint", words.pick_province),
          el("div", "choices regions", ...regions.map((region) => button("choice", "region", region.key, say(region)))),
        ];
      }
      const region = explore.regions.find((item) => item.key === chosen.region);
      const items = inside(chosen.region).map((item) =>
        pressed(button("choice", "code", item.code, say(item)), item.code === chosen.code),
      );
      return [
        button("choice back", "region", "", el("i", "arrow"), say(region)),
        put(el("div", "choices provinces-list", ...items), { count: items.length }),
      ];
    }

    function ageWays() {
      return [
        el("div", "choices wide", ...explore.ages.map((item) =>
          pressed(button("choice", "map", item.map, say(item)), item.map === chosen.map && chosen.system === null),
        )),
      ];
    }

    function systemWays() {
      const items = explore.systems.map((item, i) => {
        const told = say(item);
        const choice = button("choice coloured", "system", i, el("b", "", told.name), text("span", "", told.text) ?? "");
        return pressed(paint(choice, item.colour, show.colours.ink), i === chosen.system);
      });
      return [el("div", "choices wide", ...items)];
    }

    function drawPanel() {
      const words = say(show.words);
      const offered = WAYS.filter((way) => way !== "age" || explore.ages.length).filter(
        (way) => way !== "system" || explore.systems.length,
      );
      const tabs = offered.map((way) => pressed(button("tab", "way", way, words[way]), way === chosen.way));
      const inside = { province: () => provinceWays(words), age: ageWays, system: systemWays }[chosen.way]();
      panel.replaceChildren(el("div", "tabs", ...tabs), el("div", "way", ...inside));
      corner.replaceChildren(
        show.languages.length > 1 ? button("tab", "language", null, words.language) : "",
        button("tab home", "home", null, words.home),
      );
    }

    function drawAnswer() {
      const given = explore.maps[chosen.map];
      const system = chosen.system === null ? null : explore.systems[chosen.system];
      if (!given) {
        const told = system ? say(system) : { name: "", text: "" };
        answer.replaceChildren(el("h1", "answer-title", told.name), el("p", "answer-sentence", told.text || ""));
        return;
      }
      const about = say(given);
      const found = chosen.code && given.provinces[chosen.code];
      const told = found ? say(found) : null;
      const head = told
        ? [
            text("h1", "answer-name", told.name || say(explore.provinces.find((item) => item.code === chosen.code) || {})),
            text("h2", "answer-about", about.title),
            text("p", "answer-value", told.value),
            text("p", "answer-sentence", told.sentence),
          ]
        : [text("h1", "answer-title", about.title), text("p", "answer-sentence", about.sentence)];
      answer.replaceChildren(
        ...head.filter(Boolean),
        legend(given.legend, show, highestState([given], given.legend), say),
        el("p", "answer-source", [about.source, about.year].filter(Boolean).join(" · ")),
      );
    }

    function draw() {
      say = speaker(chosen.language);
      node.lang = chosen.language;
      node.classList.toggle("listing", chosen.way === "province" && chosen.region !== null);
      drawMap();
      drawPanel();
      drawAnswer();
      fitAll(node);
    }

    const actions = {
      way(value) {
        chosen.way = value;
        chosen.region = null;
      },
      region(value) {
        const inside = explore.provinces.filter((item) => item.region === value);
        if (inside.length === 1) chosen.code = inside[0].code;
        else chosen.region = value || null;
      },
      code(value) {
        chosen.code = value;
      },
      map(value) {
        chosen.map = value;
        chosen.system = null;
      },
      system(value) {
        chosen.system = Number(value);
        chosen.map = explore.systems[chosen.system].map;
      },
      language() {
        const at = show.languages.indexOf(chosen.language);
        chosen.language = show.languages[(at + 1) % show.languages.length];
      },
    };

    /** Answer a touch; return true where the visitor asks to leave. */
    function tap(target, x, y) {
      const asked = target.closest("[data-do]");
      if (asked) {
        if (asked.dataset.do === "home") return true;
        actions[asked.dataset.do](asked.dataset.value);
        draw();
      } else if (mapBox.contains(target)) {
        const code = provinceAt(map.shapes, target, x, y);
        if (code) {
          chosen.code = code;
          draw();
        }
      }
      return false;
    }

    draw();
    return { node, tap, fit: () => fitAll(node), get language() { return chosen.language; } };
  };
})();
