/* Values as people read them, and the elements they stand in. Texts only ever become text nodes, never markup. */
"use strict";

const LISTED = 3;
const NUMBERS = new Intl.NumberFormat("en", { maximumFractionDigits: 6 });

/** An element with attributes, listeners and children: make("a", {href: "…", onclick: f}, "text", child). */
function make(tag, attributes = {}, ...children) {
  const element = tag === "svg" || make.inSvg.has(tag)
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
make.inSvg = new Set(["g", "line", "rect", "circle", "path", "text", "title"]);

const isNumeric = (column) => ["number", "share", "year"].includes(column.kind);
const isBlank = (value) => value === null || value === 0 || value === "" || (Array.isArray(value) && !value.length);

/** A value of a column as a text, lists in full or cut short. */
function shown(column, value, { whole = false } = {}) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) {
    const parts = value.map((part) => shown({ ...column, kind: "text" }, part));
    const joiner = language === "en" ? "; " : "；";
    if (whole || parts.length <= LISTED) return parts.join(joiner);
    const rest = language === "en" ? ` … ${parts.length} in all` : ` 等 ${parts.length} 项`;
    return parts.slice(0, LISTED).join(joiner) + rest;
  }
  if (typeof value === "object") return Object.values(value).join(" ");
  if (column.kind === "flag") return say(value ? "yes" : "no");
  if (column.kind === "code") return column.codes[value] ? chosen(column.codes[value]) : String(value);
  if (column.kind === "year") return String(value);
  if (column.kind === "share") return `${NUMBERS.format(Math.round(value * 1000) / 10)}%`;
  if (column.kind === "number") return Math.abs(value) < 10000 ? String(value) : NUMBERS.format(value);
  return String(value);
}

/** What two values of a column are compared by; nothing comes last in either order. */
function ranked(column, value) {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.length;
  return isNumeric(column) ? Number(value) : shown(column, value);
}

const COLLATORS = { zh: new Intl.Collator("zh-CN", { numeric: true }), en: new Intl.Collator("en", { numeric: true }) };

function inOrder(a, b, down) {
  if (a === null || b === null) return (a === null) - (b === null);
  const order = typeof a === "number" && typeof b === "number" ? a - b : COLLATORS[language].compare(a, b);
  return down ? -order : order;
}

/** City and district; the province too where the report has several. */
function placeName(number) {
  if (number === null) return say("no_value");
  const [province, city, district] = duizhao.report.places[number];
  const parts = [district || `（${say("no_district")}）`];
  if (city && city !== district) parts.unshift(city);
  if (severalProvinces() && province !== city) parts.unshift(province);
  return parts.join(" ");
}

const severalProvinces = () => new Set(duizhao.report.places.filter((place) => place[2]).map(([province]) => province)).size > 1;

const placeLink = (number) =>
  make("a", { href: `${document.body.dataset.root}districts/${duizhao.report.places[number][4]}.html` }, placeName(number));

/** The badge of a kind of empty: its name, and what it means when one points at it. */
const emptyBadge = (kind) => {
  const [zh, en, means, meansEn] = duizhao.report.empty[kind];
  return make("span", { class: `empty ${kind}`, title: chosen([means, meansEn]) }, chosen([zh, en]));
};

/** The cell of a row under a column: its value, as a button where evidence stands behind it (or behind `counted`). */
function valueCell(row, column, counted = column) {
  const value = row.get(column.name);
  if (row.empty && isBlank(value)) return make("td", { class: `kind ${row.empty}` }, emptyBadge(row.empty));
  const text = shown(column, value);
  const kind = isNumeric(column) ? "number" : column.kind;
  const content = counted.evidence && !isBlank(value) && text
    ? make("button", { type: "button", class: "cell", onclick: () => openEvidence(row, counted) }, text)
    : text;
  const full = shown(column, value, { whole: true });
  return make("td", { class: kind, title: full === text ? null : full }, content);
}

/** Which kinds of empty there are and how they look. */
function legend(kinds) {
  const used = Object.keys(duizhao.report.empty).filter((kind) => kinds.has(kind));
  if (!used.length) return null;
  const items = used.map((kind) => {
    const [, , means, meansEn] = duizhao.report.empty[kind];
    return make("li", {}, emptyBadge(kind), ` ${chosen([means, meansEn])}`);
  });
  return make("ul", { class: "legend", "aria-label": say("legend") }, ...items);
}
