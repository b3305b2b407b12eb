/* Fills the page: filters and views of a comparison, everything about a district, or all districts at a glance. */
"use strict";

const FACETS = 150;

async function comparisonPage() {
  const view = document.getElementById("view");
  const comparison = duizhao.comparison(document.body.dataset.comparison);
  const status = make("p", { class: "status", role: "status" }, `${say("loading")} …`);
  view.append(status);
  const rows = await duizhao.rows(comparison, null, (done, all) => { status.textContent = `${say("loading")} ${done} / ${all}`; });
  const state = readState(comparison);
  const results = make("div", { class: "results" });

  const show = () => {
    writeState(state);
    const left = rows.filter((row) => fits(row, state));
    status.textContent = `${NUMBERS.format(left.length)} ${say("of")} ${NUMBERS.format(rows.length)} ${say("rows_shown")}`;
    results.replaceChildren(left.length ? drawView(state.view, comparison, left) : make("p", { class: "notice" }, say("nothing")));
    const key = legend(new Set(left.map((row) => row.empty).concat(comparison.layout.missing)));
    if (key) results.append(key);
  };
  const draw = () => {
    view.replaceChildren(filterForm(comparison, rows, state, show, draw), status, results, columnNotes(comparison));
    show();
  };
  document.addEventListener("language", draw);
  draw();
}

/** What is searched and chosen stands in the address after #, so that a view can be kept or sent. */
function readState(comparison) {
  const given = new URLSearchParams(location.hash.slice(1));
  const views = viewsOf(comparison);
  const state = {
    view: views.includes(given.get("view")) ? given.get("view") : views[0],
    text: given.get("text") || "",
    filled: given.has("filled") ? given.get("filled") === "1" : hidesGaps(comparison),
    chosen: {},
  };
  for (const [name, value] of given) if (!["view", "text", "filled"].includes(name)) state.chosen[name] = value;
  return state;
}

/** A comparison that has a row for each gap, and more of these than of values, is first shown without. */
const hidesGaps = (comparison) => Boolean(comparison.layout.of && !comparison.layout.columns.length);

function writeState(state) {
  const kept = new URLSearchParams({ view: state.view, filled: state.filled ? "1" : "0" });
  if (state.text) kept.set("text", state.text);
  for (const [name, value] of Object.entries(state.chosen)) if (value) kept.set(name, value);
  try { history.replaceState(null, "", `#${kept}`); } catch { /* some browsers forbid it for files */ }
}

const placePart = (row, part) => (row.place === null ? null : duizhao.report.places[row.place][part]);

function facetValue(row, name) {
  if (name === "province") return placePart(row, 0);
  if (name === "city") return placePart(row, 1);
  return row.get(name);
}

function fits(row, state) {
  if (state.filled && row.empty) return false;
  for (const [name, value] of Object.entries(state.chosen)) {
    if (value && String(facetValue(row, name)) !== value) return false;
  }
  return !state.text || state.text.toLowerCase().split(/\s+/).every((word) => searched(row).includes(word));
}

/** Everything that is printed in a row, for the search. */
function searched(row) {
  const texts = row.comparison.columns.map((column) => shown(column, row.get(column.name), { whole: true }));
  if (row.place !== null) texts.push(...duizhao.report.places[row.place].filter(Boolean));
  return texts.join("\n").toLowerCase();
}

function filterForm(comparison, rows, state, show, draw) {
  const form = make("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() });
  const views = viewsOf(comparison);
  if (views.length > 1) form.append(viewSwitch(comparison, views, state, show));
  const search = make("input", { type: "search", id: "filter-text", value: state.text, oninput: (event) => { state.text = event.target.value.trim(); show(); } });
  form.append(field("filter-text", say("search"), search));
  const facets = comparison.has_places ? [["province", say("province")], ["city", say("city")]] : [];
  for (const column of comparison.columns) {
    const said = !column.name.endsWith("_id") && !["list", "date"].includes(column.kind) && !comparison.layout.hidden.includes(column.name);
    if (said && (column.key || column.kind === "code")) facets.push([column.name, chosen(column.title), column]);
  }
  for (const [name, title, column] of facets) {
    const values = facetValues(rows, name, column);
    if (values.length < 2 || values.length > (column ? FACETS : 1000)) continue;
    const options = values.map((value) => make("option", { value: String(value), selected: state.chosen[name] === String(value) }, column ? axisName(column, value) : String(value)));
    const select = make("select", { id: `filter-${name}`, onchange: (event) => { state.chosen[name] = event.target.value; show(); } },
      make("option", { value: "" }, say("all")), ...options);
    form.append(field(`filter-${name}`, title, select));
  }
  if (rows.some((row) => row.empty)) {
    const box = make("input", { type: "checkbox", id: "filter-filled", checked: state.filled, onchange: (event) => { state.filled = event.target.checked; show(); } });
    form.append(make("div", { class: "check" }, box, make("label", { for: "filter-filled" }, say("only_filled"))));
  }
  form.append(make("button", { type: "button", class: "clear", onclick: () => { state.text = ""; state.chosen = {}; state.filled = false; draw(); } }, say("clear")));
  return form;
}

const field = (id, title, control) => make("div", { class: "field" }, make("label", { for: id }, title), control);

/** The values of a facet: places as their rows come, others in order. */
function facetValues(rows, name, column) {
  const values = [...new Set(rows.map((row) => facetValue(row, name)))].filter((value) => value !== null);
  return column && values.length <= FACETS ? values.sort((a, b) => inOrder(ranked(column, a), ranked(column, b))) : values;
}

function viewSwitch(comparison, views, state, show) {
  const choices = views.map((view) => [
    make("input", { type: "radio", name: "view", id: `view-${view}`, value: view, checked: state.view === view,
      onchange: () => { state.view = view; show(); } }),
    make("label", { for: `view-${view}` }, say(view === "matrix" && isHeat(comparison) ? "heat" : view)),
  ]);
  return make("fieldset", { class: "views" }, make("legend", { class: "visually-hidden" }, say("view")), ...choices.flat());
}

function columnNotes(comparison) {
  const items = comparison.columns.filter((column) => column.note).flatMap((column) => [
    make("dt", {}, chosen(column.title)),
    make("dd", { lang: "en" }, column.note),
  ]);
  return make("details", { class: "notes" }, make("summary", {}, say("about_columns")), make("dl", {}, ...items));
}

async function districtPage() {
  const view = document.getElementById("view");
  const place = Number(document.body.dataset.place);
  const found = [];
  for (const comparison of duizhao.report.comparisons.filter((one) => one.has_places)) {
    const rows = await duizhao.rows(comparison, place);
    if (rows.length) found.push([comparison, rows]);
  }
  const draw = () => view.replaceChildren(...found.map(([comparison, rows]) => districtSection(comparison, rows)),
    legend(new Set(found.flatMap(([, rows]) => rows.map((row) => row.empty)))) || "");
  document.addEventListener("language", draw);
  draw();
}

/** One comparison on the page of a district: its one row as a list, several as a table. */
function districtSection(comparison, rows) {
  const hidden = comparison.layout.hidden;
  const link = make("a", { href: `${document.body.dataset.root}${comparison.name}.html` }, chosen(comparison.title));
  const section = make("section", {}, make("h2", {}, link));
  if (rows.every((row) => row.empty && row.comparison.columns.every((column) => isBlank(row.get(column.name))))) {
    section.append(make("p", {}, emptyBadge(rows[0].empty), ` ${chosen(duizhao.report.empty[rows[0].empty].slice(2))}`));
  } else if (hidesGaps(comparison) && rows.some((row) => !row.empty)) {
    section.append(flatView(comparison, rows.filter((row) => !row.empty), false, hidden), gapCounts(rows));
  } else if (rows.length === 1) {
    section.append(factList(comparison, rows[0], hidden));
  } else {
    section.append(flatView(comparison, rows, false, hidden));
  }
  return section;
}

/** How many rows of each kind of empty were left out. */
function gapCounts(rows) {
  const counts = new Map();
  for (const { empty } of rows) if (empty) counts.set(empty, (counts.get(empty) || 0) + 1);
  return make("p", { class: "count" }, ...[...counts].flatMap(([kind, count]) => [emptyBadge(kind), ` ${NUMBERS.format(count)}  `]));
}

function factList(comparison, row, hidden) {
  const columns = comparison.columns.filter((column) => !hidden.includes(column.name) && !column.name.endsWith("_id") && !isBlank(row.get(column.name)));
  return make("dl", { class: "facts" }, ...columns.map((column) => {
    const cell = valueCell(row, column);
    return make("div", {}, make("dt", { title: column.note }, chosen(column.title)), make("dd", { class: cell.className }, ...cell.childNodes));
  }));
}

/** All districts as tiles, city by city; the darker, the more documents. */
async function indexPage() {
  const tiles = document.getElementById("tiles");
  const overview = duizhao.comparison("overview");
  if (!overview) return;
  const rows = await duizhao.rows(overview);
  const column = overview.columns.find((one) => one.name === "documents");
  const step = heatSteps(rows.map((row) => row.get("documents")), column);
  const draw = () => {
    const cities = new Map();
    for (const row of rows) {
      const name = [placePart(row, 0), placePart(row, 1)].filter((part, index, parts) => part && parts.indexOf(part) === index).join(" ");
      cities.set(name, [...(cities.get(name) || []), row]);
    }
    tiles.replaceChildren(step ? heatKey(step, column) : "", ...[...cities].map(([name, members]) =>
      make("div", { class: "city" }, make("h3", {}, name), make("ul", { class: "tiles" }, ...members.map((row) => tile(row, step))))),
      legend(new Set(rows.map((row) => row.empty))) || "");
  };
  document.addEventListener("language", draw);
  draw();
}

function tile(row, step) {
  const [, , district, , slug] = duizhao.report.places[row.place];
  const count = row.get("documents");
  const shade = count && step ? `heat heat-${step.of(count)}` : row.empty || "";
  const says = count ? `${count} ${say("documents")}` : say("no_documents");
  return make("li", {}, make("a", { class: `tile ${shade}`, href: `districts/${slug}.html`, title: says },
    district || `（${say("no_district")}）`, make("span", { class: "tile-count" }, count ? String(count) : "–"), make("span", { class: "visually-hidden" }, says)));
}

async function fillPage() {
  const pages = { comparison: comparisonPage, district: districtPage, index: indexPage };
  try {
    await pages[document.body.dataset.page]();
  } catch (error) {
    document.getElementById("main").append(make("p", { class: "notice", role: "alert" }, say("failed") + error.message));
    throw error;
  }
}

fillPage();
