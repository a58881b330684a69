// What every page does in the browser: reads changes aloud and copies texts and the page's link.
(() => {
  "use strict";
  if (window.welfare) return;
  const COPIED_MS = 2000;

  // One region that stays while the page is redrawn, so that what is put in is read aloud.
  const spoken = document.createElement("div");
  spoken.className = "wa-spoken";
  spoken.setAttribute("role", "status");
  document.body.append(spoken);

  function speak(text) {
    if (text && spoken.textContent !== text) spoken.textContent = text;
  }

  /** Put a text on the clipboard; without https by a selection, the old way. */
  async function put(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const holder = document.createElement("pre");
      holder.textContent = text;
      holder.className = "wa-spoken";
      document.body.append(holder);
      getSelection().selectAllChildren(holder);
      document.execCommand("copy");
      holder.remove();
    }
  }

  async function copy(button) {
    const own = button.parentElement.querySelector("pre");
    await put(button.hasAttribute("data-link") ? location.href : own.textContent);
    const before = button.textContent;
    if (before === button.dataset.copied) return;
    button.textContent = button.dataset.copied;
    speak(button.dataset.copied);
    setTimeout(() => {
      button.textContent = before;
      spoken.textContent = "";
    }, COPIED_MS);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copied]");
    if (button) copy(button);
  });

  // Boxes that scroll are reached by keyboard, so that what they hold can be read without a mouse.
  const reach = () => {
    for (const box of document.querySelectorAll("[data-testid=stVerticalBlock][overflow=auto]:not([tabindex])")) {
      box.tabIndex = 0;
    }
  };

  // What widgets say of themselves is English; the page tells the words of its language for it.
  const OWN = { "aria-label": "waLabel", placeholder: "waPlaceholder" };
  function translate() {
    const words = window.welfareWords ?? {};
    for (const [attribute, kept] of Object.entries(OWN)) {
      for (const node of document.querySelectorAll(`[${attribute}]`)) {
        const now = node.getAttribute(attribute);
        const english = node.dataset[kept + "Said"] === now ? node.dataset[kept] : now;
        const removed = english.startsWith("Remove ") && english.slice(7);
        const said = removed ? `${words.Remove} ${removed}` : words[english] ?? english;
        if (said === now) continue;
        Object.assign(node.dataset, { [kept]: english, [kept + "Said"]: said });
        node.setAttribute(attribute, said);
      }
    }
  }
  window.addEventListener("welfare-words", translate);

  // Once for all that changes at a time: what moves is not held up.
  let due = 0;
  const tend = () => {
    due ||= setTimeout(() => {
      due = 0;
      reach();
      translate();
    }, 60);
  };
  new MutationObserver(tend).observe(document.body, { childList: true, subtree: true });
  tend();

  window.welfare = { speak };
})();
