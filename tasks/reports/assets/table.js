/* Tables: sorted by a click on a title, filled as one scrolls, printed whole. */
"use strict";

const ROWS_AT_ONCE = 100;

/**
 * A table of `lines` under `columns`.
 *
 * A column is {title, note, numeric, head (is the row's name), sort(line), cell(line) → element}; `groups` are titles
 * above several columns, [[title, width], …]. Returns the element; it keeps its own order.
 */
function sortableTable({ caption, columns, lines, groups = null, classes = "", whole = false }) {
  const state = { by: null, down: false, count: 0, lines };
  const body = make("tbody");
  const more = make("button", { type: "button", class: "more-rows", onclick: () => extend(ROWS_AT_ONCE) });
  const buttons = columns.map((column, index) => headerButton(column, () => sortBy(index)));
  const titles = columns.map((column, index) =>
    make("th", { scope: "col", class: column.numeric ? "number" : null, title: column.note || null }, buttons[index]));
  const head = make("thead", {}, groups ? groupRow(groups) : null, make("tr", {}, ...titles));
  const table = make("table", { class: classes, "aria-rowcount": lines.length + (groups ? 2 : 1) },
    make("caption", { class: "visually-hidden" }, caption), head, body);
  const element = make("div", { class: "table scroll", tabindex: "0", role: "region", "aria-label": caption }, table, more);

  function sortBy(index) {
    state.down = state.by === index ? !state.down : Boolean(columns[index].numeric);
    state.by = index;
    refill();
  }
  function refill() {
    titles.forEach((title, index) => {
      if (index === state.by) title.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else title.removeAttribute("aria-sort");
    });
    const column = columns[state.by];
    state.lines = column ? sorted(lines, column.sort, state.down) : lines;
    state.count = 0;
    body.replaceChildren();
    extend(ROWS_AT_ONCE);
  }
  function extend(count) {
    const next = state.lines.slice(state.count, state.count + count);
    body.append(...next.map((line) => tableRow(columns, line, whole)));
    state.count += next.length;
    const rest = state.lines.length - state.count;
    more.hidden = rest <= 0;
    more.textContent = `${say("more")} ${Math.min(ROWS_AT_ONCE, rest)} ${say("more_rows")}（${NUMBERS.format(state.count)} ${say("of")} ${NUMBERS.format(state.lines.length)}）`;
  }

  refill();
  new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting) && !more.hidden) extend(ROWS_AT_ONCE); },
    { root: element, rootMargin: "600px" }).observe(more);
  element.printAll = () => extend(state.lines.length);
  return element;
}

function headerButton(column, onclick) {
  return make("button", { type: "button", class: "sort", onclick }, make("span", {}, column.title));
}

function groupRow(groups) {
  return make("tr", { class: "groups" }, ...groups.map(([title, width]) =>
    (title ? make("th", { scope: "colgroup", colspan: width }, title) : make("td", { colspan: width }))));
}

/** The cells of a line; where it says the same nothing in several columns in a row, it says it once (`whole`: in all). */
function tableRow(columns, line, whole) {
  const cells = columns.map((column) => column.cell(line));
  const alike = cells.slice(1).every((cell) => cell.classList.contains("kind") && cell.className === cells[1].className);
  if (whole && !alike) return make("tr", {}, ...cells);
  const row = make("tr");
  let last = null;
  for (const cell of cells) {
    const kind = cell.classList.contains("kind") ? cell.className : null;
    if (kind && last && last.className === kind) last.colSpan += 1;
    else row.append(cell);
    last = kind ? (last && last.className === kind ? last : cell) : null;
  }
  return row;
}

function sorted(lines, key, down) {
  const keys = new Map(lines.map((line) => [line, key(line)]));
  return [...lines].sort((a, b) => inOrder(keys.get(a), keys.get(b), down));
}

function printEverything() {
  for (const table of document.querySelectorAll(".table")) table.printAll();
}
addEventListener("beforeprint", printEverything);
matchMedia("print").addEventListener("change", (print) => { if (print.matches) printEverything(); });
