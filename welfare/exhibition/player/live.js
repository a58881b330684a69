// A screen that is fed by a server: it takes on a new show when there is one, and plays what it has
// while the server is away.
(() => {
  "use strict";
  const query = document.currentScript.dataset.query || "";
  const EVERY = 4000;
  const PATIENCE = 3500;
  let known = null;

  async function asked(path) {
    const enough = new AbortController();
    const clock = setTimeout(() => enough.abort(), PATIENCE);
    try {
      const answer = await fetch(`/exhibition/${path}?${query}`, { cache: "no-store", signal: enough.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      return await answer.json();
    } finally {
      clearTimeout(clock);
    }
  }

  async function follow() {
    try {
      const now = await asked("state.json");
      if (known && known.player !== now.player) {
        // Another player is served: the page is loaded again, while its server is known to answer.
        location.reload();
        return;
      }
      if (now.show !== window.SHOW.version) {
        const show = await asked("show.json");
        window.SHOW = show;
        window.exhibition.replace(show);
      }
      known = now;
      document.documentElement.dataset.server = "here";
    } catch {
      document.documentElement.dataset.server = "away";
    }
    setTimeout(follow, EVERY);
  }

  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register("/exhibition/worker.js", { scope: "/exhibition" }).catch(() => {});
  }
  setTimeout(follow, EVERY);
})();
