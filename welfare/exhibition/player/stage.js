// The stage: it keeps the time, brings scenes on and takes them away, and answers touches.
(() => {
  "use strict";
  const { el, text, put, speaker, fitAll, flooded, wholeWords } = window.pieces;

  const TICK = 100;
  const FADE = 800;
  const FLOOD = 450;
  const ASLEEP = 3000;
  const IDLE = 60000;
  const COUNTDOWN = 10000;
  const CURSOR = 3000;

  const options = new URLSearchParams(location.search);
  new URLSearchParams(location.hash.slice(1)).forEach((value, key) => options.set(key, value));
  const still = options.get("still") === "1";
  const speed = Math.max(0.1, Number(options.get("speed")) || 1);

  const root = document.documentElement;
  const stage = document.getElementById("stage");
  const date = el("p", "date");
  const progress = el("i", "progress");
  const paused = el("p", "paused");
  const flood = el("i", "flood");
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");

  let show = null;
  let pending = null;
  let languages = ["th"];
  let turn = 0;
  let index = -1;
  let scene = null;
  let leaving = [];
  let coming = null;
  let elapsed = 0;
  let loops = 0;
  let playing = true;
  let state = "loop";
  let visit = null;
  let overlay = null;
  let idle = 0;
  let last = Date.now();
  let moved = 0;
  let restless = false;

  function usable(given) {
    return Boolean(given) && Array.isArray(given.scenes) && Boolean(given.colours);
  }

  function language() {
    // By scene, and in the next loop the other way round: each scene is told in both.
    return visit ? visit.language : languages[(Math.max(0, index) + turn) % languages.length];
  }

  function announce() {
    root.lang = language();
    const data = show.data || {};
    const said = speaker(language())(data);
    if (date.textContent !== said) date.textContent = said;
    paused.textContent = show.words ? speaker(language())(show.words).pause || "" : "";
  }

  /** Take on a new show; its languages, colours and date hold from here. */
  function adopt(given) {
    const before = scene ? scene.id : null;
    show = wholeWords(given);
    const made = (show.languages || ["th"]).filter((one) => ["th", "en"].includes(one));
    const asked = options.get("lang");
    languages = asked && made.includes(asked) ? [asked] : made.length ? made : ["th"];
    for (const [name, value] of Object.entries(show.colours)) {
      if (typeof value === "string") root.style.setProperty(`--${name}`, value);
    }
    document.title = (show.title && speaker(language())(show.title)) || document.title;
    const at = show.scenes.findIndex((one) => one.id === before);
    index = at >= 0 ? at : Math.min(index, show.scenes.length - 1);
  }

  /** Take a node away once what comes on has covered it. */
  function dismiss(node) {
    leaving.push({ node, due: Date.now() + (still ? 0 : (FADE + 100) / speed) });
  }

  function retire() {
    if (scene) dismiss(scene.node);
    scene = null;
  }

  function sweep(now) {
    leaving = leaving.filter(({ node, due }) => {
      if (now < due) return true;
      node.remove();
      return false;
    });
  }

  function clear() {
    leaving.forEach(({ node }) => node.remove());
    leaving = [];
  }

  /** Bring a scene on; false where it cannot be drawn, and then nothing of it is seen. */
  function perform(given) {
    let drawn = null;
    try {
      drawn = window.drawings[given.kind](given, { show, language: language() });
      drawn.node.lang = language();
      drawn.node.dataset.scene = given.id;
      drawn.node.classList.toggle("fading", reduced.matches);
      stage.insertBefore(drawn.node, flood);
      fitAll(drawn.node);
      flooded(drawn.node);
      drawn.show(still ? 1 : 0);
    } catch (error) {
      if (drawn) drawn.node.remove();
      console.warn(`scene ${given && given.id} is left out:`, error);
      return false;
    }
    retire();
    scene = { id: given.id, node: drawn.node, show: drawn.show, lasts: Math.max(1, Number(given.seconds) || 10) * 1000 };
    elapsed = 0;
    announce();
    return true;
  }

  function calm() {
    if (scene && scene.calm) return;
    retire();
    const title = show && show.title ? speaker(language())(show.title) : document.title;
    const node = el("section", "scene calm", text("h1", "title", title) ?? "");
    stage.insertBefore(node, flood);
    scene = { id: null, node, calm: true, show() {}, lasts: Infinity };
    elapsed = 0;
    if (show) announce();
  }

  /** Take on the show that waits, if one does. */
  function renew() {
    const given = pending;
    pending = null;
    if (given) adopt(given);
  }

  function turnTo(by) {
    index += by;
    if (index >= show.scenes.length) {
      index = 0;
      loops += 1;
      turn += 1;
    }
    if (index < 0) index = show.scenes.length - 1;
  }

  /** Put up the scene at the index, or the nearest after it that can be drawn. */
  function arrive(by) {
    coming = null;
    const count = show ? show.scenes.length : 0;
    let tries = 0;
    while (tries < count && !perform(show.scenes[index])) {
      turnTo(by);
      tries += 1;
    }
    if (tries === count) calm();
    if (!reduced.matches) clear();
    stage.classList.remove("flooding");
  }

  /** Go a step on or back: the next colour floods the screen, and then its scene is there. */
  function go(by) {
    renew();
    if (!show || !show.scenes.length) {
      arrive(by);
      return;
    }
    turnTo(by);
    if (still || reduced.matches || !scene) {
      arrive(by);
      return;
    }
    put(flood, { colour: show.scenes[index].colour });
    stage.classList.add("flooding");
    coming = { by, due: Date.now() + FLOOD / speed };
  }

  function goTo(id) {
    renew();
    const at = show ? show.scenes.findIndex((one) => one.id === id) : -1;
    if (at < 0) return;
    home();
    index = at - 1;
    go(1);
  }

  function enter() {
    try {
      visit = window.openExplore(show, language());
    } catch (error) {
      console.warn("exploring is left out:", error);
      go(1);
      return;
    }
    state = "explore";
    idle = 0;
    if (coming) arrive(coming.by);
    stage.insertBefore(visit.node, flood);
    visit.fit();
    announce();
  }

  /** Back to the loop: nothing of the visitor stays. */
  function home() {
    if (!visit) return;
    dismiss(visit.node);
    if (overlay) overlay.remove();
    visit = null;
    overlay = null;
    state = "loop";
    go(1);
  }

  function ask() {
    const words = speaker(language())(show.words);
    const count = el("b", "countdown");
    const yes = el("button", "yes", words.yes);
    yes.type = "button";
    overlay = el("section", "asking", el("h1", "", words.still_here), el("p", "", words.leaving), count, yes);
    overlay.count = count;
    stage.append(overlay);
    state = "leaving";
    idle = 0;
  }

  function stay() {
    overlay.remove();
    overlay = null;
    state = "explore";
    idle = 0;
  }

  function touch(target, x, y) {
    if (state === "leaving") {
      stay();
    } else if (state === "explore") {
      idle = 0;
      if (visit.tap(target, x, y)) home();
      else announce();
    } else if (show && show.explore) {
      enter();
    } else if (!still) {
      go(1);
    }
  }

  function wait(passed) {
    idle += passed;
    if (state === "explore" && idle >= IDLE) ask();
    if (state !== "leaving") return;
    const left = Math.ceil((COUNTDOWN - idle) / 1000);
    if (left <= 0) home();
    else overlay.count.textContent = String(left);
  }

  function play(passed) {
    if (coming) {
      if (Date.now() >= coming.due) arrive(coming.by);
      return;
    }
    if (pending && scene && scene.calm) go(1);
    if (!playing || still) return;
    elapsed += passed;
    if (elapsed >= scene.lasts) go(1);
    else scene.show(elapsed / scene.lasts);
  }

  function tick() {
    if (document.hidden) return;
    const now = Date.now();
    const passed = now - last;
    last = now;
    sweep(now);
    root.classList.toggle("no-cursor", state === "loop" && now - moved > CURSOR);
    try {
      if (passed < 0 || passed > ASLEEP) {
        // Slept or the clock jumped: what was missed is not made up for.
        if (visit) home();
        else if (playing && !still) go(1);
      } else if (visit) wait(passed * speed);
      else play(passed * speed);
    } catch (error) {
      console.warn("the scene is left:", error);
      if (visit) home();
      else go(1);
    }
    if (restless) {
      restless = false;
      fitAll(stage);
    }
    const share = scene && !visit && Number.isFinite(scene.lasts) ? Math.min(1, elapsed / scene.lasts) : 0;
    progress.style.transform = `scaleX(${still ? 1 : share})`;
  }

  window.exhibition = {
    get scene() { return coming ? show.scenes[index].id : scene && scene.id; },
    get loops() { return loops; },
    get state() { return state; },
    get language() { return language(); },
    get playing() { return playing; },
    replace(given) {
      if (usable(given)) pending = given;
    },
    goTo,
    pause() {
      playing = false;
      root.classList.add("is-paused");
    },
    play() {
      playing = true;
      root.classList.remove("is-paused");
    },
  };

  const keys = {
    " ": () => (playing ? window.exhibition.pause() : window.exhibition.play()),
    ArrowRight: () => go(1),
    ArrowLeft: () => go(-1),
  };

  // A slow press gives no click on many screens, so a finger that lifts is what counts.
  addEventListener("pointerup", (event) => {
    if (event.button === 0 && event.target.closest) touch(event.target, event.clientX, event.clientY);
  });
  addEventListener("click", (event) => {
    if (event.detail === 0) touch(event.target, event.clientX, event.clientY);
  });
  addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse") moved = Date.now();
  });
  addEventListener("keydown", (event) => {
    if (state !== "loop" || event.ctrlKey || event.altKey || event.metaKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  for (const kind of ["contextmenu", "dragstart", "selectstart", "gesturestart", "wheel", "touchmove"]) {
    addEventListener(kind, (event) => event.preventDefault(), { passive: false });
  }
  addEventListener("resize", () => (restless = true));
  addEventListener("hashchange", () => location.reload());
  addEventListener("error", () => {
    if (visit) home();
    else if (scene && !scene.calm) go(1);
  });
  document.fonts.addEventListener("loadingdone", () => (restless = true));

  root.style.setProperty("--pace", still ? 0 : 1 / speed);
  root.style.setProperty("--fade", `${still ? 0 : FADE / speed}ms`);
  root.style.setProperty("--flood", `${still ? 0 : FLOOD / speed}ms`);
  root.classList.toggle("still", still);
  stage.replaceChildren(flood, date, paused, progress);
  if (usable(window.SHOW)) {
    adopt(window.SHOW);
    const asked = show.scenes.findIndex((one) => one.id === options.get("scene"));
    index = asked >= 0 ? asked - 1 : -1;
  }
  go(1);
  setInterval(tick, TICK);
})();
