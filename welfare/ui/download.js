// The page Download: follows the making of files that take a while.
(() => {
  "use strict";
  if (window.welfareDownload) return;
  window.welfareDownload = true;

  const PAUSE_MS = 400;
  const MOST_FAULTS = 5;
  const PATIENCE_MS = 3000; // a row that a rerun took away comes back within
  const jobs = new Map(); // id of an extract -> the address of its job

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const rowOf = (id) => document.querySelector(`li[data-extract="${id}"]`);

  const speak = (text) => window.welfare.speak(text);

  const words = (row, name) => row.closest(".wa-take")?.getAttribute(`data-${name}`) ?? "";
  const number = (value) => Number(value).toLocaleString("en-US");

  function show(id, state, job) {
    const row = rowOf(id);
    if (!row) return;
    const busy = state === "queued" || state === "making";
    const hadFocus = row.contains(document.activeElement);
    const wasBusy = row.classList.contains("wa-busy");
    row.classList.toggle("wa-busy", busy);
    row.dataset.state = state;
    row.querySelector(".wa-get").hidden = busy;
    row.querySelector(".wa-making").hidden = false;
    row.querySelector(".wa-cancel").hidden = !busy;
    const bar = row.querySelector("progress");
    bar.hidden = !busy;
    if (state === "making" && job?.of) {
      bar.max = job.of;
      bar.value = Math.min(job.rows, job.of);
    } else {
      bar.removeAttribute("value");
    }
    const counted = state === "making" && job?.of ? "counting" : state;
    let said = words(row, counted)
      .replace("{rows}", number(job?.rows ?? 0))
      .replace("{of}", number(job?.of ?? 0))
      .replace("{place}", number((job?.place ?? 0) + 1));
    if (state === "failed" && job) {
      const detail = document.documentElement.lang === "th" ? job.detail_th : job.detail_en;
      if (detail) said = detail;
    }
    row.querySelector(".wa-said").textContent = said;
    if (busy !== wasBusy && hadFocus) row.querySelector(busy ? ".wa-cancel" : ".wa-get").focus();
    speak(counted === "counting" ? words(row, "making") : said);
  }

  async function asked(address, method) {
    const answer = await fetch(address, { method, headers: { Accept: "application/json" } });
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) return told;
    const first = told.errors?.[0];
    const fault = new Error(told.title ?? String(answer.status));
    fault.job = { detail_th: first?.detail_th ?? told.title_th, detail_en: first?.detail ?? told.title };
    throw fault;
  }

  async function make(id, address) {
    if (jobs.has(id)) return;
    jobs.set(id, null);
    show(id, "queued");
    try {
      let job = await asked(`${address}/job`, "POST");
      const place = `/api/v1/jobs/${job.job}`;
      if (jobs.get(id) === "cancelled") job = await asked(place, "DELETE");
      jobs.set(id, place);
      job = await follow(id, place, job);
      show(id, job.state, job);
      if (job.state === "done") fetchFile(address);
    } catch (fault) {
      show(id, "failed", fault.job);
    } finally {
      jobs.delete(id);
    }
  }

  async function follow(id, place, begun) {
    let job = begun;
    let faults = 0;
    let seen = Date.now();
    while (job.state === "queued" || job.state === "making") {
      show(id, job.state, job);
      await wait(PAUSE_MS);
      if (rowOf(id)) seen = Date.now();
      // The reader asked another question: what was to be made is not wanted any more.
      const method = Date.now() - seen > PATIENCE_MS ? "DELETE" : "GET";
      try {
        job = await asked(place, method);
        faults = 0;
      } catch (fault) {
        faults += 1;
        if (faults >= MOST_FAULTS || fault.job) throw fault;
      }
    }
    return job;
  }

  function fetchFile(address) {
    const link = document.createElement("a");
    link.href = address;
    link.download = "";
    document.body.append(link);
    link.click();
    link.remove();
  }

  async function cancel(id) {
    const place = jobs.get(id);
    if (place === null) jobs.set(id, "cancelled");
    if (place?.startsWith("/")) await asked(place, "DELETE").catch(() => undefined);
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const made = event.target.closest("a[data-make]");
    if (made) {
      event.preventDefault();
      make(made.dataset.make, made.getAttribute("href"));
      return;
    }
    const called = event.target.closest(".wa-cancel");
    if (called) cancel(called.closest("li").dataset.extract);
  });

  addEventListener("pagehide", () => {
    for (const place of jobs.values()) {
      if (place?.startsWith("/")) fetch(place, { method: "DELETE", keepalive: true });
    }
  });

  // A redrawn page says the number of rows again; it is read aloud where it changed.
  let counted = "";
  new MutationObserver(() => {
    const now = document.querySelector(".wa-count")?.textContent ?? "";
    if (now && counted && now !== counted) speak(now);
    if (now) counted = now;
  }).observe(document.body, { childList: true, subtree: true });
})();
