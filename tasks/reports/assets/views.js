/* The views of a comparison: as a flat table, side by side (rows against columns), and as a picture. */
"use strict";

const HEAT = 7;
const COLUMNS_AT_ONCE = 60;

/** Which views a comparison offers, the first being what one sees first. */
function viewsOf(comparison) {
  const { layout, columns, has_places: hasPlaces } = comparison;
  const views = [];
  if (layout.columns.length) views.push("matrix");
  views.push("table");
  if (layout.chart) views.push(layout.chart);
  const oneRowADistrict = hasPlaces && columns.every((column) => !column.key || column.name === "year");
  if (!layout.chart && oneRowADistrict && columns.some(isMeasured)) views.push("strip");
  return views;
}

const isHeat = (comparison) => isMeasured(comparison.columns.find((one) => one.name === comparison.layout.value));
const isMeasured = (column) => !column.key && (column.kind === "number" || column.kind === "share");

function drawView(view, comparison, rows) {
  const { layout } = comparison;
  if (view === "matrix") return matrixView(comparison, rows);
  if (view === "timeline") return timelineChart(rows, comparison.columns);
  if (view === "network") return networkChart(rows, comparison.columns.find((one) => one.name === layout.value));
  if (view === "strip") return stripChart(rows, stripsOf(comparison, rows));
  return flatView(comparison, rows, comparison.has_places, layout.hidden);
}

/** A line a row: the district, then every column that the layout does not hide. */
function flatView(comparison, rows, withPlace, hidden) {
  const other = language === "en" ? "name" : "name_en"; // the same in the other language
  const twice = comparison.columns.some((column) => column.name === "name_en") ? [other] : [];
  const columns = comparison.columns.filter((column) => ![...hidden, ...twice].includes(column.name) && !column.name.endsWith("_id"));
  const shownColumns = columns.map((column) => ({
    title: chosen(column.title),
    note: column.note,
    numeric: isNumeric(column),
    sort: (row) => (row.empty && isBlank(row.get(column.name)) ? null : ranked(column, row.get(column.name))),
    cell: (row) => valueCell(row, column),
  }));
  if (withPlace) shownColumns.unshift(placeColumn((row) => row.place));
  return sortableTable({ caption: chosen(comparison.title), columns: shownColumns, lines: rows });
}

const placeColumn = (place) => ({
  title: say("district"),
  sort: place,
  cell: (line) => make("th", { scope: "row" }, placeLink(place(line))),
});

/** A strip for each numeric column; where the layout says which values are alike, one for each group of those. */
function stripsOf(comparison, rows) {
  const { layout, columns } = comparison;
  if (!layout.alike.length) return columns.filter(isMeasured).map((column) => strip(chosen(column.title), column, (all) => all));
  const alike = layout.alike.map((name) => columns.find((one) => one.name === name));
  const value = columns.find((one) => one.name === layout.value);
  return gathered(rows.filter((row) => row.get(value.name) !== null), alike).map((line) => strip(
    line.key.map((part, index) => (part === null || part === "" ? "" : shown(alike[index], part))).filter(Boolean).join(" · "), value, () => line.rows));
}

const strip = (title, column, of) => ({
  title,
  column,
  points: (rows) => of(rows).filter((row) => !row.empty).map((row) => ({
    value: row.get(column.name) === null ? null : Number(row.get(column.name)),
    name: placeName(row.place),
    open: column.evidence && !isBlank(row.get(column.name)) ? () => openEvidence(row, column) : null,
  })),
});

/** Rows against columns as the layout says; the darker a cell, the more. */
function matrixView(comparison, rows) {
  const { layout } = comparison;
  const limited = rows.filter((row) => withinLimits(layout, row));
  const axis = (names) => names.map((name) => (name === "place" ? PLACE : comparison.columns.find((one) => one.name === name)));
  const [down, across] = [axis(layout.rows), axis(layout.columns)];
  const value = comparison.columns.find((one) => one.name === layout.value);
  const counted = value.evidence ? value : comparison.columns.find((one) => one.evidence) || value; // a word is part of its key
  const lines = gathered(limited, down);
  const all = columnKeys(limited, across);
  const keys = all.slice(0, COLUMNS_AT_ONCE);
  const find = new Map(lines.map((line) => [line, byColumn(line, across)]));
  const step = heatSteps(limited.map((row) => row.get(value.name)), value);
  const cells = keys.map((key) => ({
    title: axisName(across.at(-1), key.at(-1)),
    numeric: isNumeric(value),
    sort: (line) => ranked(value, (find.get(line).get(key.join("\n")) || { get: () => null }).get(value.name)),
    cell: (line) => matrixCell(line, find.get(line).get(key.join("\n")), [value, counted], step, layout.missing),
  }));
  const head = down.length === 1 && down[0] === PLACE ? placeColumn((line) => line.key[0]) : {
    title: down.map((column) => chosen(column.title)).join(" "),
    sort: (line) => line.key.map((part, index) => axisName(down[index], part)).join(" "),
    cell: (line) => make("th", { scope: "row" }, line.key.map((part, index) => axisName(down[index], part)).join(" ")),
  };
  const table = sortableTable({
    caption: chosen(comparison.title), columns: [head, ...cells], lines: ordered(lines, layout, down),
    groups: groupsOf(keys, across), classes: "matrix", whole: true,
  });
  const notes = [];
  if (limited.length < rows.length) notes.push(make("p", { class: "more" }, `${NUMBERS.format(rows.length - limited.length)} ${say("left_out")}`));
  if (all.length > keys.length) notes.push(make("p", { class: "more" }, `${say("limited")} ${keys.length} / ${all.length} ${say("limited_columns")}`));
  return make("div", { class: "matrix-view" }, ...notes, step ? heatKey(step, value) : null, table);
}

const PLACE = { name: "place", title: ["区县", "District"], kind: "place" };

function withinLimits(layout, row) {
  const limit = layout.of ? row.get(layout.of) : null;
  return limit === null || (limit >= layout.at_least && (layout.at_most === null || limit <= layout.at_most));
}

/** Rows of the same key as one line, in the order in which they come. */
function gathered(rows, columns) {
  const lines = new Map();
  for (const row of rows) {
    const key = columns.map((column) => row.get(column.name));
    const name = key.join("\n");
    if (!lines.has(name)) lines.set(name, { key, rows: [] });
    lines.get(name).rows.push(row);
  }
  return [...lines.values()];
}

/** Keys of the columns in order; a row that only says that there is nothing makes none. */
function columnKeys(rows, columns) {
  const says = rows.filter((row) => row.empty !== "not_collected" && columns.some((column) => row.get(column.name) !== null));
  return gathered(says, columns).map((line) => line.key).sort((a, b) => {
    for (const [index, column] of columns.entries()) {
      const order = inOrder(column === PLACE ? a[index] : ranked(column, a[index]), column === PLACE ? b[index] : ranked(column, b[index]));
      if (order) return order;
    }
    return 0;
  });
}

function byColumn(line, columns) {
  const found = new Map(line.rows.map((row) => [columns.map((column) => row.get(column.name)).join("\n"), row]));
  found.silent = line.rows.find((row) => row.empty && columns.every((column) => row.get(column.name) === null));
  line.silent = found.silent;
  return found;
}

function matrixCell(line, row, [value, counted], step, missing) {
  if (row) {
    const cell = valueCell(row, value, counted);
    const heat = step && !cell.classList.contains("kind") ? step.of(row.get(value.name)) : 0;
    if (heat) cell.classList.add("heat", `heat-${heat}`);
    return cell;
  }
  if (line.silent) return make("td", { class: `kind ${line.silent.empty}` }, emptyBadge(line.silent.empty));
  return make("td", { class: missing in duizhao.report.empty ? `hole ${missing}` : "hole" }, missing in duizhao.report.empty ? "–" : "");
}

/** The most cited title first, where the layout asks for at least so many; else as the rows come. */
function ordered(lines, layout, down) {
  if (down.length === 1 && down[0] === PLACE) return lines;
  return layout.of && layout.at_most === null ? [...lines].sort((a, b) => b.rows[0].get(layout.of) - a.rows[0].get(layout.of)) : lines;
}

/** Titles above several columns: the first key of two, or the city of districts. */
function groupsOf(keys, across) {
  const group = across.length > 1 ? (key) => axisName(across[0], key[0])
    : across[0] === PLACE ? (key) => duizhao.report.places[key[0]][1] : null;
  if (!group) return null;
  const groups = [["", 1]];
  let last = null;
  for (const key of keys) {
    const name = group(key);
    if (name === last) groups.at(-1)[1] += 1;
    else groups.push([name, 1]);
    last = name;
  }
  return groups;
}

function axisName(column, value) {
  if (column === PLACE) return value === null ? say("no_value") : duizhao.report.places[value][2] || `（${say("no_district")}）`;
  return value === null ? say("no_value") : shown(column, value);
}

/** Shades by the logarithm of counts, and by the value of shares: a few large ones must not make all others alike. */
function heatSteps(values, column) {
  if (!isMeasured(column)) return null;
  const numbers = values.filter((value) => value !== null).map(Number).filter((value) => value > 0);
  if (!numbers.length) return null;
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const full = column.kind === "share" ? most : Math.max(most, HEAT); // a table of ones and twos is pale
  const scale = column.kind === "share" ? (value) => value / full : (value) => Math.log1p(value) / Math.log1p(full);
  return { least, most, of: (value) => (Number(value) > 0 ? Math.max(1, Math.ceil(HEAT * scale(Number(value)))) : 0) };
}

function heatKey(step, column) {
  const [from, to] = [step.of(step.least), step.of(step.most)];
  const shades = Array.from({ length: to - from + 1 }, (_, index) => make("span", { class: `heat heat-${from + index}` }));
  return make("p", { class: "heat-key" }, `${say("scale")}${shown(column, step.least)} `, make("span", { class: "shades", "aria-hidden": "true" }, ...shades), ` ${shown(column, step.most)}`);
}
