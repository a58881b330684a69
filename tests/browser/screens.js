// Looks at the texts of an exhibition screen as a visitor sees them.
window.probe = (() => {
  "use strict";

  /** Return every text that is seen on the stage, with the element that it stands in. */
  function texts() {
    const walker = document.createTreeWalker(document.getElementById("stage"), NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      const seen = parent.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      if (walker.currentNode.data.trim() && seen) found.push([walker.currentNode, parent]);
    }
    return found;
  }

  function boxes(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()];
  }

  /** Return where the whole Thai compounds of a text stand: letters that joiners hold together. */
  function compounds(node) {
    return [...node.data.matchAll(/[\u0E00-\u0E7F]+(\u2060[\u0E00-\u0E7F]+)+/g)].map(({ 0: word, index }) => {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      return [word.replaceAll("\u2060", ""), range];
    });
  }

  return {
    /** Compounds that are to stay whole and stand on more than one line. */
    broken() {
      const lines = (range) => new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
      const found = texts().flatMap(([node]) => compounds(node));
      return found.filter(([, range]) => lines(range) > 1).map(([word]) => word);
    },

    /** The smallest text, in pixels of a screen of 1080, and what it says. */
    smallest() {
      const unit = Math.min(innerWidth, innerHeight) / 1080;
      const sized = texts().map(([node, parent]) => {
        const svg = parent.closest("svg");
        const scale = svg ? svg.getScreenCTM().a : 1;
        return [(parseFloat(getComputedStyle(parent).fontSize) * scale) / unit, node.data];
      });
      return sized.sort((a, b) => a[0] - b[0])[0];
    },

    /** Texts that reach over the edge of the screen. */
    outside() {
      const over = (box) =>
        box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
      return texts().filter(([node]) => boxes(node).some(over)).map(([node]) => node.data);
    },

    /** Pairs of texts that lie over each other. Lines leave room for Thai marks: cores are compared. */
    overlapping() {
      const cores = texts().flatMap(([node, parent]) =>
        boxes(node).map((box) => ({
          parent,
          said: node.data,
          left: box.left + 1,
          right: box.right - 1,
          top: box.top + box.height * 0.3,
          bottom: box.bottom - box.height * 0.3,
        })),
      );
      const found = [];
      cores.forEach((one, place) => {
        for (const other of cores.slice(place + 1)) {
          const apart =
            one.parent === other.parent || one.right <= other.left || other.right <= one.left ||
            one.bottom <= other.top || other.bottom <= one.top;
          if (!apart) found.push([one.said, other.said]);
        }
      });
      return found;
    },
  };
})();
