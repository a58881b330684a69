// A map and a ranked list of the provinces that move through years without the server. All years
// come once, formatted; a step only redraws. The server is told the year where the movement ends.
const STEP_MS = 900;
const STILL_MS = 400;
const FINGER = 22; // pixels around a touch in which a small province is still meant
const views = new WeakMap();

export default function ({ parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".wy");
  const view = views.get(root) ?? opened(root);
  views.set(root, view);
  view.tell = setTriggerValue;
  view.take();
  // A call that a later one overtook is cleaned up too, while the view lives on: only one that has
  // left the page is closed.
  return () => setTimeout(() => root.isConnected || view.close());
}

async function unpacked(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

function opened(root) {
  const map = root.querySelector(".wy-map");
  const regions = pairs(root.dataset.regions);
  const codes = [...regions.keys()];
  const tiles = tileGrid(pairs(root.dataset.tiles), codes);
  const paths = new Map([...map.querySelectorAll("[data-code]")].map((p) => [p.dataset.code, p]));
  const parts = page(map, tiles.node);
  root.append(...parts.all);
  parts.root = root;
  const rows = new Map(codes.map((code) => [code, row(code)]));
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  const view = { tell: () => {}, take, close };
  let [packed, data, choice] = [null, null, null];
  let [at, own, lit, active] = [0, null, null, null]; // place of the year; codes of provinces
  let [confirmed, told] = [{}, []]; // what the server said last; years it was told and did not say yet
  let [timer, playing, held, tiled] = [0, 0, false, false];
  let wanted = [[], []]; // codes of the rows with and without a value, from top to bottom

  // --- what comes from the server -------------------------------------------------------------

  function take() {
    const { frames, choice: asked } = window.welfareYears ?? {};
    if (frames && frames !== packed) {
      packed = frames;
      unpacked(frames).then((found) => {
        if (packed !== frames) return;
        if (data?.of !== found.of) [data, choice] = [found, null];
        take();
      });
    }
    if (!data || !asked || asked.of !== data.of || asked === choice) return;
    if (!choice) begin(asked);
    else if (asked.year !== confirmed.year) follow(asked.year);
    if (asked.province !== confirmed.province) own = asked.province;
    if (asked.shape !== confirmed.shape) reshape(asked.shape);
    confirmed = asked;
    choice = asked;
    draw();
    if (!timer && !playing) sort();
    reveal();
  }

  function begin(asked) {
    halt();
    told = [];
    at = placeOf(asked.year);
    own = asked.province;
    write();
  }

  /** Go to a year that was chosen elsewhere; one that was told from here has been left behind. */
  function follow(year) {
    const came = told.indexOf(year);
    if (came >= 0) {
      told.splice(0, came + 1);
      return;
    }
    halt();
    at = placeOf(year);
  }

  const placeOf = (year) => Math.max(0, data.years.findIndex((frame) => frame.year === year));

  // --- moving ---------------------------------------------------------------------------------

  function move(place) {
    at = place;
    draw();
    settle();
  }

  /** Tell the server once nothing has moved for a while and no finger is on the slider. */
  function settle() {
    clearTimeout(timer);
    if (!playing && !held) timer = setTimeout(tellYear, STILL_MS);
  }

  function tellYear() {
    clearTimeout(timer);
    timer = 0;
    sort();
    parts.spoken.textContent = sentence();
    const { year } = data.years[at];
    if (year === (told.at(-1) ?? confirmed.year)) return;
    told.push(year);
    view.tell("year", year);
  }

  function play() {
    if (at === data.years.length - 1) at = -1;
    clearTimeout(timer);
    playing = setInterval(step, STEP_MS);
    parts.root.classList.toggle("wy-moving", !still.matches);
    step();
  }

  function step() {
    at += 1;
    if (at >= data.years.length - 1) pause();
    else draw();
  }

  function pause() {
    halt();
    draw();
    settle();
  }

  function halt() {
    clearInterval(playing);
    clearTimeout(timer);
    [playing, timer] = [0, 0];
  }

  function choose(code) {
    if (timer) tellYear();
    own = own === code ? null : code;
    view.tell("province", own ?? "");
    draw();
    reveal();
  }

  // --- drawing --------------------------------------------------------------------------------

  const sentence = () => choice.findings[at] ?? data.years[at].finding;
  const shown = (code) => !choice.region || regions.get(code) === choice.region;

  /** Write what stays the same from year to year. */
  function write() {
    const { words, years } = data;
    parts.root.lang = data.language;
    parts.controls.hidden = years.length < 2;
    parts.slider.max = years.length - 1;
    parts.slider.setAttribute("aria-label", words.year);
    parts.shape.setAttribute("aria-label", words.shape);
    parts.asMap.textContent = words.map;
    parts.asTiles.textContent = words.tiles;
    parts.ranked.replaceChildren(el("b", "", words.ranked), ` · ${data.unit_name}`);
    parts.box.setAttribute("aria-label", words.list);
    parts.known.setAttribute("aria-label", words.ranked);
    parts.breaks.textContent = data.breaks.length ? words.breaks : "";
    parts.tilesNote.textContent = words.tiles_note;
    codes.forEach((code, place) => {
      rows.get(code).name.textContent = data.names[place];
      tiles.labels.get(code).textContent = data.short[place];
    });
    ticks();
  }

  function ticks() {
    const last = data.years.length - 1;
    const wide = parts.ticks.clientWidth || 300;
    const every = Math.max(1, Math.ceil((44 * (last + 1)) / wide));
    const place = (node, i) => {
      node.style.setProperty("--at", last ? i / last : 0);
      return node;
    };
    const names = data.years.flatMap((frame, i) =>
      (last - i) % every ? [] : [place(el("span", "", frame.name), i)],
    );
    parts.ticks.replaceChildren(...names, ...data.breaks.map((i) => place(el("i"), i - 0.5)));
  }

  function draw() {
    const frame = data.years[at];
    const colours = ["wy-outside", "wy-missing", "wy-zero", ...frame.classes.map(([c]) => `wy-c${c}`)];
    parts.finding.textContent = sentence();
    parts.about.textContent = frame.about;
    parts.slider.value = at;
    parts.slider.setAttribute("aria-valuetext", frame.said);
    parts.name.textContent = frame.name;
    parts.play.dataset.playing = Boolean(playing);
    parts.playWords.textContent = playing ? data.words.pause : data.words.play;
    for (const svg of [map, tiles.node]) svg.setAttribute("aria-label", frame.alt);
    const shapes = tiled ? tiles.cells : paths;
    codes.forEach((code, place) => {
      const state = shown(code) ? frame.states[place] : 0;
      const marks = (code === own ? " wy-own" : "") + (code === lit ? " wy-lit" : "");
      put(shapes.get(code), "class", colours[state] + marks);
      drawRow(rows.get(code), frame, place, colours[state], code);
    });
    raise(shapes);
    order(frame);
    lines(frame);
    legend(frame, colours);
  }

  function put(node, name, value) {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }

  function drawRow(line, frame, place, colour, code) {
    const share = frame.at[place];
    const { zero } = data;
    const marks = [code === own && " wy-own", code === lit && " wy-lit", code === active && " wy-active"];
    const bare = share === null ? " wy-none" : "";
    put(line.node, "class", `wy-row${bare}${marks.filter(Boolean).join("")}`);
    put(line.node, "aria-selected", String(code === own));
    if (line.value.textContent !== frame.values[place]) line.value.textContent = frame.values[place];
    line.track.hidden = share === null;
    put(line.node, "aria-label", spokenRow(frame, place));
    if (share === null) return;
    put(line.dot, "class", `wy-dot ${colour}`);
    line.dotBox.style.transform = `translateX(${share * 100}%)`;
    line.stem.style.transform = `translateX(${Math.min(zero, share) * 100}%) scaleX(${Math.abs(share - zero)})`;
    const low = frame.low[place] ?? null;
    line.reach.hidden = low === null;
    if (low === null) return;
    const wide = frame.high[place] - low;
    line.reach.style.transform = `translateX(${low * 100}%) scaleX(${wide})`;
  }

  function spokenRow(frame, place) {
    const unit = frame.at[place] === null ? "" : data.unit;
    const between = frame.between[place];
    return `${data.names[place]} ${frame.values[place]}${unit}${between ? `, ${between}` : ""}`;
  }

  /** Draw the chosen province last, so that no neighbour covers its outline. */
  function raise(shapes) {
    for (const code of [lit, own]) {
      const shape = code && shapes.get(code);
      if (shape && shape.parentNode.lastChild !== shape) shape.parentNode.append(shape);
    }
  }

  /** Place the rows by their transforms alone: what is not laid out anew is drawn soon. */
  function order(frame) {
    const known = frame.order.map((place) => codes[place]).filter(shown);
    const unknown = codes.filter((code, place) => shown(code) && frame.at[place] === null);
    const high = parts.rowHeight();
    wanted = [known, unknown];
    [parts.known, parts.unknown].forEach((group, g) => {
      group.style.height = `${wanted[g].length * high}px`;
      wanted[g].forEach((code, i) => {
        const { node } = rows.get(code);
        if (node.parentNode !== group) group.append(node);
        node.style.transform = `translateY(${i * high}px)`;
      });
    });
    for (const [code, { node }] of rows) if (!shown(code)) node.remove();
    parts.unknown.hidden = parts.unknownHead.hidden = unknown.length === 0;
    const words = data.words.unknown.replace("{count}", unknown.length);
    if (parts.unknownHead.textContent !== words) parts.unknownHead.textContent = words;
    put(parts.unknown, "aria-label", words);
  }

  /** Put the rows into the order in which they are seen, for what reads the page aloud. */
  function sort() {
    [parts.known, parts.unknown].forEach((group, g) => {
      const nodes = wanted[g].map((code) => rows.get(code).node);
      if (nodes.some((node, i) => group.children[i] !== node)) group.replaceChildren(...nodes);
    });
  }

  function lines(frame) {
    const areas = ["TH", ...(own ? [`region_${regions.get(own)}`] : [])];
    areas.forEach((area, i) => {
      const [share, words] = frame.lines[area] ?? [];
      for (const node of [parts.lines[i], parts.labels[i]]) {
        node.hidden = share === undefined;
        node.style.setProperty("--at", share ?? 0);
      }
      parts.labels[i].textContent = words ?? "";
    });
    if (areas.length === 1) parts.lines[1].hidden = parts.labels[1].hidden = true;
  }

  function legend(frame, colours) {
    const occurs = (state) => frame.states.includes(state);
    const entries = [
      ...(occurs(2) ? [["wy-zero", data.words.zero]] : []),
      ...frame.classes.map(([, words], i) => [colours[i + 3], words]),
      ...(occurs(1) ? [["wy-missing", data.words.missing]] : []),
      ...(choice.region ? [["wy-outside", data.words.outside]] : []),
    ];
    const key = entries.flat().join();
    if (parts.legend.dataset.key === key) return;
    parts.legend.dataset.key = key;
    parts.legend.replaceChildren(
      ...entries.map(([colour, words]) => el("span", "", el("i", colour), words)),
    );
    parts.classes.textContent = data.words.classes;
  }

  /** Scroll the list, and nothing else, to the chosen province. */
  function reveal() {
    const place = wanted[0].indexOf(own);
    if (place < 0) return;
    const [top, high] = [place * parts.rowHeight(), parts.box.clientHeight];
    if (top < parts.box.scrollTop || top > parts.box.scrollTop + high - 90) {
      parts.box.scrollTop = top - high / 2;
    }
  }

  function light(code) {
    if (code === lit) return;
    lit = code;
    draw();
  }

  // --- hands ----------------------------------------------------------------------------------

  parts.slider.addEventListener("input", () => {
    if (playing) halt();
    parts.root.classList.remove("wy-moving");
    move(Number(parts.slider.value));
  });
  parts.slider.addEventListener("pointerdown", () => (held = true));
  const release = () => {
    if (!held) return;
    held = false;
    settle();
  };
  addEventListener("pointerup", release);
  addEventListener("pointercancel", release);
  parts.slider.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    toggle();
  });
  parts.play.addEventListener("click", toggle);

  function toggle() {
    if (playing) pause();
    else play();
  }

  function hide() {
    if (document.hidden && playing) pause();
  }
  document.addEventListener("visibilitychange", hide);

  for (const [button, isTiles] of [[parts.asMap, false], [parts.asTiles, true]]) {
    button.addEventListener("click", () => {
      if (timer) tellYear();
      reshape(isTiles ? "tiles" : "map");
      draw();
      view.tell("shape", isTiles ? "tiles" : "map");
    });
  }

  function reshape(name) {
    tiled = name === "tiles";
    parts.tilesNote.hidden = !tiled;
    map.toggleAttribute("hidden", tiled);
    tiles.node.toggleAttribute("hidden", !tiled);
    parts.asMap.setAttribute("aria-pressed", String(!tiled));
    parts.asTiles.setAttribute("aria-pressed", String(tiled));
  }

  for (const svg of [map, tiles.node]) {
    svg.addEventListener("click", (event) => {
      const code = provinceAt(svg === map ? paths : tiles.cells, event);
      if (code) choose(code);
    });
    svg.addEventListener("pointermove", (event) => {
      const code = event.target.closest("[data-code]")?.dataset.code ?? null;
      light(code);
      tip(code, event);
    });
    svg.addEventListener("pointerleave", () => {
      light(null);
      tip(null);
    });
  }

  /** Return the province at a point, or the nearest within a finger's width. */
  function provinceAt(shapes, { target, clientX: x, clientY: y }) {
    const touched = target.closest("[data-code]")?.dataset.code;
    if (touched) return touched;
    let [found, least] = [null, FINGER];
    for (const [code, shape] of shapes) {
      const box = shape.getBoundingClientRect();
      const across = Math.max(box.left - x, 0, x - box.right);
      const away = Math.hypot(across, Math.max(box.top - y, 0, y - box.bottom));
      if (away < least) [found, least] = [code, away];
    }
    return found;
  }

  function tip(code, event) {
    parts.tip.hidden = !code;
    if (!code) return;
    const place = codes.indexOf(code);
    const frame = data.years[at];
    const unit = frame.at[place] === null ? "" : data.unit;
    parts.tip.replaceChildren(
      el("b", "", data.names[place]),
      el("span", "", frame.values[place] + unit),
      ...(frame.between[place] ? [el("small", "", frame.between[place])] : []),
    );
    const box = parts.left.getBoundingClientRect();
    const x = Math.min(event.clientX - box.left + 14, box.width - parts.tip.offsetWidth);
    parts.tip.style.transform = `translate(${x}px, ${event.clientY - box.top + 16}px)`;
  }

  function closeTip(event) {
    if (event.key === "Escape") tip(null);
  }
  document.addEventListener("keydown", closeTip);

  parts.box.addEventListener("click", (event) => {
    const code = event.target.closest(".wy-row")?.dataset.code;
    if (code) choose(code);
  });
  parts.box.addEventListener("pointerover", (event) => {
    light(event.target.closest(".wy-row")?.dataset.code ?? null);
  });
  parts.box.addEventListener("pointerleave", () => light(null));
  parts.box.addEventListener("focus", () => activate(own ?? wanted.flat()[0]));
  parts.box.addEventListener("blur", () => activate(null));
  parts.box.addEventListener("keydown", (event) => {
    const nodes = wanted.flat();
    const now = nodes.indexOf(active);
    const last = nodes.length - 1;
    const targets = {
      ArrowDown: now + 1, ArrowUp: now - 1, PageDown: now + 10, PageUp: now - 10, Home: 0, End: last,
    };
    if (event.key in targets) {
      event.preventDefault();
      activate(nodes[Math.max(0, Math.min(last, targets[event.key]))]);
    } else if ((event.key === "Enter" || event.key === " ") && active) {
      event.preventDefault();
      choose(active);
    }
  });

  function activate(code) {
    active = code ?? null;
    draw();
    if (!active) {
      parts.box.removeAttribute("aria-activedescendant");
      return;
    }
    const { node } = rows.get(active);
    parts.box.setAttribute("aria-activedescendant", node.id);
    node.scrollIntoView({ block: "nearest" });
  }

  const resized = new ResizeObserver(() => {
    if (!data || !choice) return;
    ticks();
    draw();
  });
  resized.observe(parts.ticks);
  addEventListener("welfare-years", take);

  function close() {
    halt();
    resized.disconnect();
    removeEventListener("welfare-years", take);
    removeEventListener("pointerup", release);
    removeEventListener("pointercancel", release);
    document.removeEventListener("visibilitychange", hide);
    document.removeEventListener("keydown", closeTip);
    views.delete(root);
  }

  return view;
}
