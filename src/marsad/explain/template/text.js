/* The text of a report: one text node a paragraph, which marking never cuts, so that Arabic letters stay joined.

   Marks are painted by the CSS Custom Highlight API; a browser without it gets boxes laid behind the same text nodes. */

/** Marks of classes ("time", "chosen", ...) over ranges: `paint(name, ranges)` shows exactly these, none takes them away. */
class HighlightPainter {
  constructor(priorities) {
    this.priorities = priorities;
  }

  paint(name, ranges) {
    if (ranges.length === 0) {
      CSS.highlights.delete(name);
      return;
    }
    const highlight = new Highlight(...ranges);
    highlight.priority = this.priorities.indexOf(name);
    CSS.highlights.set(name, highlight);
  }
}

/** The same by boxes behind the text, where the browser has no highlights. */
class BoxPainter {
  constructor(priorities, article) {
    this.ranges = new Map(priorities.map((name) => [name, []]));
    this.article = article;
    this.layer = null;
    new ResizeObserver(() => this.draw()).observe(article);
  }

  paint(name, ranges) {
    this.ranges.set(name, ranges);
    this.draw();
  }

  draw() {
    if (this.layer?.parentNode !== this.article) {
      this.layer = document.createElement("div");
      this.layer.className = "boxes";
      this.layer.setAttribute("aria-hidden", "true");
      this.article.prepend(this.layer);
    }
    const origin = this.article.getBoundingClientRect();
    const boxes = [];
    for (const [name, ranges] of this.ranges) {
      for (const rect of ranges.flatMap((range) => [...range.getClientRects()])) {
        const box = document.createElement("div");
        box.className = `box ${name}`;
        box.style.left = `${rect.left - origin.left}px`;
        box.style.top = `${rect.top - origin.top}px`;
        box.style.width = `${rect.width}px`;
        box.style.height = `${rect.height}px`;
        boxes.push(box);
      }
    }
    this.layer.replaceChildren(...boxes);
  }
}

class ReportText {
  /** Shows `text` in `article`; `titleEnd` is the end of the title at its beginning, 0 without one. Offsets are UTF-16 units. */
  constructor(article, text, titleEnd) {
    this.article = article;
    this.text = text;
    this.lines = []; // {start, end, node}
    const elements = [];
    let start = 0;
    for (const line of text.split("\n")) {
      if (line.trim() !== "") {
        const element = document.createElement(start < titleEnd ? "h1" : "p");
        const node = document.createTextNode(line);
        element.append(node);
        elements.push(element);
        this.lines.push({ start, end: start + line.length, node });
      }
      start += line.length + 1;
    }
    article.replaceChildren(...elements);
  }

  /** The ranges of a passage, one a paragraph that it touches. */
  ranges(start, end) {
    return this.lines
      .filter((line) => line.start < end && start < line.end)
      .map((line) => {
        const range = document.createRange();
        range.setStart(line.node, Math.max(start, line.start) - line.start);
        range.setEnd(line.node, Math.min(end, line.end) - line.start);
        return range;
      });
  }

  /** The offset of the character under a point of the window; null where there is none. */
  offsetAt(x, y) {
    const caret = document.caretPositionFromPoint?.(x, y) ?? null;
    const old = caret === null ? document.caretRangeFromPoint?.(x, y) : null;
    const node = caret?.offsetNode ?? old?.startContainer;
    const line = this.lines.find((one) => one.node === node);
    if (!line) return null;
    const near = caret?.offset ?? old.startOffset;
    // A caret stands between two characters: the clicked one is that whose box holds the point.
    for (const offset of [near, near - 1]) {
      if (offset < 0 || line.start + offset >= line.end) continue;
      const [range] = this.ranges(line.start + offset, line.start + offset + 1);
      if ([...range.getClientRects()].some((box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom)) return line.start + offset;
    }
    return null;
  }

  /** The word around an offset: [start, end]. */
  wordAt(offset) {
    const isSpace = (at) => at < 0 || at >= this.text.length || /\s/u.test(this.text[at]);
    let [start, end] = [offset, offset];
    while (!isSpace(start - 1)) start -= 1;
    while (!isSpace(end)) end += 1;
    return [start, end];
  }

  /** Scroll the pane so that a passage stands in its upper third. */
  scrollTo(pane, start, end) {
    const [range] = this.ranges(start, end);
    if (!range) return;
    const [box, frame] = [range.getBoundingClientRect(), pane.getBoundingClientRect()];
    if (box.top >= frame.top + 8 && box.bottom <= frame.bottom - 8) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    pane.scrollBy({ top: box.top - frame.top - frame.height / 3, behavior: calm ? "instant" : "smooth" });
  }
}
