// Shows the HTML or SVG that Python sends and reports which fact was picked.
//
// Every element with the id "mark-<fact_id>" (in a figure) or with the attribute data-fact (in a table or a text, or a
// further mark of the same fact) stands for one fact. One of them at a time is a tab stop; the arrow keys move among them;
// click, Enter or Space pick one.

const TARGETS = '[id^="mark-"], [data-fact]';
const SMALLEST = 18; // pixels: what can be hit without aiming
const CROWD = 300; // marks, beyond which they get no room of their own for the pointer: it would cover the others
const ROWS_FIRST = 120; // rows of a table that are shown at once
const NEAR = 600; // pixels from the end of the rows that are there, from which on more are wanted
const MOVES = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

// How large the marks were drawn, before they got room for the pointer.
const BOXES = new WeakMap();
const boxOf = (mark) => {
  if (!BOXES.has(mark)) BOXES.set(mark, mark.getBBox());
  return BOXES.get(mark);
};

const factOf = (target) => target.dataset.fact ?? target.id.slice("mark-".length);
// By this name the focus finds its way back after the content was replaced.
const nameOf = (part) => (part.matches(TARGETS) ? factOf(part) : part.dataset.ask ?? part.dataset.copy ?? part.dataset.link ?? part.textContent);
const isDark = () => document.body.dataset.jpThemeLight === "false";
const svgElement = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

/* The figure: marks become buttons. */

function dressFigure(box, model) {
  const svg = box.querySelector("svg");
  if (!svg) return;
  if (!svg.getAttribute("viewBox")) {
    svg.setAttribute("viewBox", `0 0 ${parseFloat(svg.getAttribute("width"))} ${parseFloat(svg.getAttribute("height"))}`);
  }
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  // A group: an image may not contain buttons.
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", model.get("name"));
  const marks = [...svg.querySelectorAll(TARGETS)];
  const room = marks.length <= CROWD;
  svg.classList.toggle("bn-crowd", !room);
  // First measure all, then change all: each measure after a change would lay the whole page out anew.
  const side = room ? SMALLEST / (svg.getScreenCTM()?.a || 1) : 0;
  if (room) marks.forEach(boxOf);
  for (const mark of marks) {
    mark.setAttribute("role", "button");
    mark.setAttribute("tabindex", "-1");
    mark.setAttribute("aria-label", mark.firstElementChild?.textContent || factOf(mark));
    mark.setAttribute("aria-pressed", "false");
    mark.setAttribute("class", "bn-mark");
    if (room) mark.prepend(target(boxOf(mark), side));
  }
}

// What can be hit: the mark with some room around it when it is small.
function target(around, side) {
  const [width, height] = [Math.max(around.width, side), Math.max(around.height, side)];
  const x = around.x - (width - around.width) / 2;
  const y = around.y - (height - around.height) / 2;
  return svgElement("rect", { x, y, width, height, class: "bn-hit", "aria-hidden": "true" });
}

// The marks that a search has not found.
function fade(box, found) {
  const kept = found && new Set(found);
  for (const mark of box.querySelectorAll(".bn-mark")) mark.classList.toggle("bn-faded", Boolean(kept) && !kept.has(factOf(mark)));
}

function ring(box, fact) {
  const svg = box.querySelector("svg");
  svg?.querySelectorAll(".bn-ring").forEach((old) => old.remove());
  if (!fact || !svg) return;
  const name = CSS.escape(fact);
  for (const mark of svg.querySelectorAll(`#${CSS.escape("mark-" + fact)}, .bn-mark[data-fact="${name}"]`)) {
    const { x, y, width, height } = boxOf(mark);
    // closer above and below, where the labels of neighbours are
    svg.append(svgElement("rect", { x: x - 3, y: y - 2, width: width + 6, height: height + 4, rx: 4, class: "bn-ring" }));
  }
}

/* Tables: a click on a heading sorts. */

function sortTable(table, column, direction) {
  const key = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
  const compare = (a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === "" || y === "") return (x === "") - (y === ""); // what is not told comes last, whichever way
    const [m, n] = [Number(x), Number(y)];
    return direction * (Number.isNaN(m) || Number.isNaN(n) ? x.localeCompare(y) : m - n);
  };
  table.tBodies[0].append(...[...table.tBodies[0].rows].sort(compare));
  for (const [i, head] of [...table.tHead.rows[0].cells].entries()) {
    if (i === column) head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
    else head.removeAttribute("aria-sort");
  }
}

// The first rows of a long table, and the others.
function cut(html) {
  let at = 0;
  for (let n = 0; n <= ROWS_FIRST && at >= 0; n++) at = html.indexOf("</tr>", at + 1);
  const end = html.lastIndexOf("</tbody>");
  if (at < 0 || at + 5 >= end) return [html, ""];
  return [html.slice(0, at + 5) + html.slice(end), html.slice(at + 5, end)];
}

/* The picked fact, in whatever is shown. */

function showPicked(box, model, more) {
  const picked = model.get("picked");
  const targets = [...box.querySelectorAll(TARGETS)];
  const current = targets.find((target) => factOf(target) === picked);
  if (picked && !current) more?.();
  const stop = current ?? targets[0];
  // One stop of the tab key for all of them; the text beside stays one of its own, so that it can be scrolled by keys.
  for (const old of targets) if (old !== stop && old.tabIndex === 0) old.setAttribute("tabindex", "-1");
  stop?.setAttribute("tabindex", "0");
  for (const old of box.querySelectorAll('[aria-pressed="true"]')) old.setAttribute("aria-pressed", "false");
  for (const old of box.querySelectorAll("tr[aria-current]")) old.removeAttribute("aria-current");
  for (const target of targets) {
    if (target.classList.contains("bn-mark") && factOf(target) === picked) target.setAttribute("aria-pressed", "true");
  }
  if (model.get("kind") === "figure") ring(box, picked);
  const row = current?.closest("tr");
  row?.setAttribute("aria-current", "true");
  // A row that was picked here is under the reader's eyes already.
  if (row && !row.contains(document.activeElement)) toTheTop(row);
}

function toTheTop(row) {
  const head = row.closest("table").tHead.getBoundingClientRect();
  row.closest(".bn-scroll").scrollTop += row.getBoundingClientRect().top - head.bottom;
}

// Scrolls inside its own box only: the page must not move under the reader's hand.
function bringIntoView(frame, part) {
  if (!frame || !part) return;
  const [outer, inner] = [frame.getBoundingClientRect(), part.getBoundingClientRect()];
  const hidden = inner.top < outer.top || inner.bottom > outer.bottom;
  if (hidden) frame.scrollTop += inner.top - outer.top - Math.max((outer.height - inner.height) / 3, 0);
}

/* Buttons: to Python, to the clipboard. */

async function copy(button) {
  const before = button.textContent;
  try {
    const { copy, link } = button.dataset;
    await navigator.clipboard.writeText(copy ?? `${location.origin}${location.pathname}?${link}`);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed here: select the code below";
  }
  setTimeout(() => (button.textContent = before), 1600);
}

function later(action) {
  if (window.requestIdleCallback) window.requestIdleCallback(action, { timeout: 1500 });
  else setTimeout(action, 300);
}

function save({ name, type }, buffers) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(buffers, { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function render({ model, el }) {
  const box = document.createElement("div");
  const kind = model.get("kind");
  box.className = `bn-pane bn-${kind}`;
  if (kind === "status" || kind === "note") box.setAttribute("aria-live", "polite");
  el.append(box);
  let sorted = null;
  let left = ""; // rows that came with the table and are still to be shown
  const table = () => box.querySelector("table");

  const add = (rows) => {
    table().tBodies[0].insertAdjacentHTML("beforeend", rows);
    if (sorted) sortTable(table(), ...sorted);
    if (box.querySelector("tr[aria-current]") === null) showPicked(box, model);
  };
  // All rows: those that are here at once, those of a very long table as soon as Python has sent them.
  const more = () => {
    if (left) {
      const rows = left;
      left = "";
      add(rows);
    } else if (table()?.dataset.rest) {
      table().dataset.asked ?? model.send({ ask: "rows" });
      table().dataset.asked = "yes";
    }
  };
  const arrived = ({ rows }) => {
    if (!table()?.dataset.rest) return;
    delete table().dataset.rest;
    add(rows);
  };

  const draw = () => {
    const back = box.contains(document.activeElement) ? nameOf(document.activeElement) : null;
    const scrolled = box.querySelector(".bn-scroll")?.scrollTop ?? 0;
    const [first, rest] = kind === "table" ? cut(model.get("html")) : [model.get("html"), ""];
    box.innerHTML = first;
    left = rest;
    if (kind === "figure") {
      dressFigure(box, model);
      if (model.get("found")) fade(box, model.get("found"));
    }
    if (sorted && table()) {
      sortTable(table(), ...sorted);
      more();
    } else if (left) later(more);
    const frame = box.querySelector(".bn-scroll");
    if (frame) {
      frame.scrollTop = scrolled;
      frame.addEventListener("scroll", () => {
        if (frame.scrollHeight - frame.scrollTop - frame.clientHeight < NEAR) more();
      });
    }
    showPicked(box, model);
    if (back) [...box.querySelectorAll(`${TARGETS}, button`)].find((part) => nameOf(part) === back)?.focus();
    showSentence();
  };
  const showSentence = () => bringIntoView(box.querySelector(".bn-text"), box.querySelector(".bn-text .bn-sentence"));
  const pick = (target) => {
    model.set("picked", factOf(target));
    model.save_changes();
  };

  box.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-ask], button[data-copy], button[data-link], button[data-sort]");
    const target = event.target.closest(TARGETS) ?? event.target.closest("tr")?.querySelector(TARGETS);
    if (button?.dataset.ask) model.send({ ask: button.dataset.ask });
    else if (button?.dataset.copy || button?.dataset.link !== undefined) copy(button);
    else if (button) {
      const column = button.closest("th").cellIndex;
      sorted = [column, sorted?.[0] === column ? -sorted[1] : 1];
      sortTable(button.closest("table"), ...sorted);
      more();
    } else if (target) {
      pick(target);
      target.focus({ preventScroll: true });
    }
  });

  box.addEventListener("keydown", (event) => {
    const target = event.target.closest(TARGETS);
    if (!target) return;
    if (event.key === "Enter" || event.key === " ") {
      pick(target);
      box.classList.toggle("bn-on-picked", kind === "figure");
    } else if (event.key in MOVES) {
      more();
      const targets = [...box.querySelectorAll(TARGETS)];
      const place = Math.min(Math.max(targets.indexOf(target) + MOVES[event.key], 0), targets.length - 1);
      target.setAttribute("tabindex", "-1");
      targets[place].setAttribute("tabindex", "0");
      targets[place].focus();
    } else return;
    // JupyterLab has shortcuts on these keys.
    event.preventDefault();
    event.stopPropagation();
  });

  // The ring of the picked mark is thicker while the mark has the focus.
  const focused = (event) => {
    const here = event.type === "focusin" && event.target.matches('.bn-mark[aria-pressed="true"]:focus-visible');
    box.classList.toggle("bn-on-picked", here);
  };
  if (kind === "figure") for (const type of ["focusin", "focusout"]) box.addEventListener(type, focused);

  const shade = () => {
    box.classList.toggle("bn-dark", isDark());
    if (kind === "figure" && model.get("dark") !== isDark()) {
      model.set("dark", isDark());
      model.save_changes();
    }
  };
  // A view may be made before its element is in the page; marks can be measured only there.
  const measure = () => {
    const width = Math.round(box.clientWidth);
    if (width && Math.abs(width - model.get("width")) > 24) {
      model.set("width", width);
      model.save_changes();
    }
  };
  const theme = new MutationObserver(shade);
  theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  const size = new ResizeObserver(() => {
    if (kind === "figure") measure();
    else showSentence();
  });
  size.observe(box);
  const received = (message, buffers) => ("rows" in message ? arrived(message) : save(message, buffers));
  const picked = () => showPicked(box, model, more);
  const faded = () => fade(box, model.get("found"));
  model.on("change:html", draw);
  model.on("change:found", faded);
  model.on("change:picked", picked);
  model.on("msg:custom", received);
  shade();
  requestAnimationFrame(draw);
  return () => {
    theme.disconnect();
    size.disconnect();
    model.off("change:html", draw);
    model.off("change:found", faded);
    model.off("change:picked", picked);
    model.off("msg:custom", received);
  };
}

export default { render };
