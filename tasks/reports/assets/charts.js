/* Pictures for what one looks at rather than reads, in plain SVG: strips with the median, a timeline. Every mark is a
   button that opens its evidence, and every picture stands beside a table that says the same. */
"use strict";

const LANES = 200;
const STRIPS = 120;
const PAIRS = 200;
const STRIP = { height: 46, left: 8, right: 8, radius: 4.5 };
const MARKS = ["circle", "square", "diamond", "triangle", "cross", "ring", "bar"];

/** One strip for each numeric column (or each group of a column): a dot a row, a line at the median. */
function stripChart(lines, strips) {
  const figures = [];
  for (const strip of strips) {
    const points = strip.points(lines).filter((point) => point.value !== null).sort((a, b) => a.value - b.value);
    if (points.length > 1) figures.push([strip, points]);
  }
  if (!figures.length) return make("p", { class: "notice" }, say("nothing"));
  figures.sort((a, b) => (strips[0].column === strips.at(-1).column ? b[1].length - a[1].length : 0)); // what most report comes first
  return make("div", { class: "strips" }, ...figures.slice(0, STRIPS).map(([strip, points]) => stripFigure(strip, points)));
}

function stripFigure(strip, points) {
  const values = points.map((point) => point.value);
  const median = middle(values);
  const print = (value) => shown(strip.column, value);
  const label = `${strip.title}：${NUMBERS.format(values.length)} · ${MEDIAN()} ${print(round(median))}`;
  const figure = make("figure", { class: "strip" },
    make("figcaption", {}, make("span", { class: "strip-title" }, strip.title),
      make("span", { class: "strip-median" }, `${MEDIAN()} ${print(round(median))}`)));
  const draw = (width) => {
    const [low, high] = [values[0], values[values.length - 1]];
    const x = (value) => STRIP.left + STRIP.radius + (high > low ? (value - low) / (high - low) : 0.5) * (width - 2 * STRIP.radius - STRIP.left - STRIP.right);
    const svg = make("svg", { class: "strip-picture", width, height: STRIP.height, role: "group", "aria-label": label },
      make("line", { class: "axis", x1: STRIP.left, x2: width - STRIP.right, y1: 16, y2: 16 }),
      make("line", { class: "median", x1: x(median), x2: x(median), y1: 3, y2: 29 }));
    const taken = new Map();
    for (const point of points) {
      const at = Math.round(x(point.value) / 3);
      const above = taken.get(at) || 0;
      taken.set(at, above + 1);
      const y = 16 + (above % 2 ? 1 : -1) * Math.min(10, Math.ceil(above / 2) * 2.5);
      svg.append(mark(make("circle", { cx: x(point.value), cy: y, r: STRIP.radius }), `${point.name}：${print(point.value)}`, point.open));
    }
    svg.append(make("text", { class: "tick", x: STRIP.left, y: 43 }, print(low)),
      make("text", { class: "tick", x: width - STRIP.right, y: 43, "text-anchor": "end" }, print(high)));
    return svg;
  };
  return drawn(figure, draw);
}

const MEDIAN = () => (language === "en" ? "median" : "中位数");
const middle = (values) => {
  const half = values.length >> 1;
  return values.length % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
};
const round = (value) => Math.round(value * 10000) / 10000;

/** A lane a row, a mark for each of its dates. */
function timelineChart(rows, columns) {
  const dated = columns.filter((column) => column.kind === "date" && rows.some((row) => row.get(column.name)));
  const lanes = rows
    .map((row) => ({ row, days: dated.filter((column) => row.get(column.name)).map((column) => [column, Date.parse(row.get(column.name))]) }))
    .filter((lane) => lane.days.length)
    .sort((a, b) => Math.min(...a.days.map((day) => day[1])) - Math.min(...b.days.map((day) => day[1])));
  if (!lanes.length) return make("p", { class: "notice" }, say("nothing"));
  const all = lanes.flatMap((lane) => lane.days.map((day) => day[1]));
  const [first, last] = [Math.min(...all), Math.max(...all)];
  const key = make("ul", { class: "legend marks" }, ...dated.map((column, index) =>
    make("li", {}, make("svg", { width: 16, height: 16, "aria-hidden": "true" }, shape(index, 8, 8)), ` ${chosen(column.title)}`)));
  const figure = make("figure", { class: "timeline" }, key);
  const draw = (width) => {
    const narrow = width < 600;
    const [left, step] = [narrow ? 8 : 220, narrow ? 46 : 30];
    const x = (day) => left + 10 + ((day - first) / Math.max(1, last - first)) * (width - left - 30);
    const height = Math.min(lanes.length, LANES) * step + 34;
    const svg = make("svg", { width, height, role: "group", "aria-label": say("timeline") });
    for (const [day, label] of ticks(first, last, width)) {
      svg.append(make("line", { class: "grid", x1: x(day), x2: x(day), y1: 22, y2: height }),
        make("text", { class: "tick", x: x(day) + 3, y: 14 }, label));
    }
    lanes.slice(0, LANES).forEach((lane, index) => {
      const y = 40 + index * step + (narrow ? 16 : 0);
      const days = lane.days.map((day) => x(day[1]));
      const name = placeName(lane.row.place);
      svg.append(
        make("text", { class: "lane", x: narrow ? 8 : left - 8, y: narrow ? y - 14 : y + 4, "text-anchor": narrow ? "start" : "end" }, name),
        make("line", { class: "axis", x1: Math.min(...days), x2: Math.max(...days), y1: y, y2: y }));
      for (const [column, day] of lane.days) {
        const label = `${name} · ${chosen(column.title)} ${lane.row.get(column.name)}`;
        svg.append(mark(shape(dated.indexOf(column), x(day), y), label, column.evidence ? () => openEvidence(lane.row, column) : null));
      }
    });
    return svg;
  };
  drawn(figure, draw);
  if (lanes.length > LANES) figure.append(make("p", { class: "more" }, `${say("limited")} ${LANES} / ${lanes.length}`));
  return figure;
}

/** Pairs of districts as arcs between two names of a list: the thicker, the more they share. */
function networkChart(rows, column) {
  const pairs = pairsOf(rows, column).slice(0, PAIRS);
  if (!pairs.length) return make("p", { class: "notice" }, say("nothing"));
  const knots = [...new Set(pairs.flatMap((pair) => pair.places))].sort((a, b) => a - b);
  const most = Math.max(...pairs.map((pair) => pair.weight));
  const key = [["same_city", null], ["other_city", "apart"]].map(([name, kind]) => make("li", {},
    make("svg", { width: 22, height: 10, "aria-hidden": "true" }, make("path", { class: kind, "stroke-width": 4, d: "M2 5H20" })), ` ${say(name)}`));
  const figure = make("figure", { class: "arcs" }, make("ul", { class: "legend marks" }, ...key));
  return drawn(figure, (width) => {
    const [left, step] = [Math.min(220, width * 0.42), 26];
    const y = new Map(knots.map((place, index) => [place, 16 + index * step]));
    const svg = make("svg", { width, height: knots.length * step + 10, role: "group", "aria-label": say("network") });
    for (const pair of [...pairs].reverse()) {
      const [from, to] = pair.places.map((place) => y.get(place));
      const out = Math.min(width - left - 24, 24 + ((to - from) / (knots.length * step)) * width);
      const arc = make("path", { class: sameCity(pair.places) ? null : "apart", "stroke-width": 1.5 + 4.5 * Math.sqrt(pair.weight / most),
        d: `M${left + 12} ${from}C${left + 12 + out} ${from} ${left + 12 + out} ${to} ${left + 12} ${to}` });
      const label = `${pair.places.map(placeName).join(" — ")}：${chosen(column.title)} ${NUMBERS.format(pair.weight)}`;
      svg.append(mark(arc, label, column.evidence ? () => openEvidence(pair.row, column) : null));
    }
    for (const place of knots) {
      svg.append(make("circle", { class: "knot", cx: left + 8, cy: y.get(place), r: 3 }),
        make("text", { class: "lane", x: left, y: y.get(place) + 5, "text-anchor": "end" }, placeName(place)));
    }
    return svg;
  });
}

/** Each pair of districts once, the one that shares most first; `row` is the one that weighs most in it. */
function pairsOf(rows, column) {
  const known = new Map(duizhao.report.places.map((place, number) => [place.slice(0, 3).join("/"), number]));
  const pairs = new Map();
  for (const row of rows) {
    const other = known.get(["other_province", "other_city", "other_district"].map((name) => row.get(name)).join("/"));
    const weight = Number(row.get(column.name));
    if (other === undefined || other === row.place || !weight) continue;
    const places = [row.place, other].sort((a, b) => a - b);
    const pair = pairs.get(places.join()) || { places, sides: [0, 0], best: 0 };
    pair.sides[row.place === places[0] ? 0 : 1] += weight; // each side tells of the pair
    if (weight > pair.best) Object.assign(pair, { best: weight, row });
    pairs.set(places.join(), pair);
  }
  return [...pairs.values()].map((pair) => ({ ...pair, weight: Math.max(...pair.sides) })).sort((a, b) => b.weight - a.weight);
}

const sameCity = (places) => new Set(places.map((place) => duizhao.report.places[place].slice(0, 2).join("/"))).size === 1;

/** Months or years between two days, so many that their names do not touch. */
function* ticks(first, last, width) {
  const months = (last - first) / 2.63e9;
  const every = [1, 2, 3, 6, 12, 24, 60].find((step) => months / step <= width / 90) || 120;
  const day = new Date(first);
  const start = new Date(Date.UTC(day.getUTCFullYear(), 0, 1));
  for (let month = 0; ; month += every) {
    const at = Date.UTC(start.getUTCFullYear(), month, 1);
    if (at > last) return;
    if (at >= first) yield [at, new Date(at).toISOString().slice(0, 7)];
  }
}

/** Shapes, not only colours, tell the steps apart. */
function shape(index, x, y) {
  const kind = MARKS[index % MARKS.length];
  const classes = `mark-${index % MARKS.length}`;
  const paths = {
    diamond: `M${x} ${y - 7}L${x + 7} ${y}L${x} ${y + 7}L${x - 7} ${y}Z`,
    triangle: `M${x} ${y - 6}L${x + 6} ${y + 5}L${x - 6} ${y + 5}Z`,
    cross: `M${x - 5} ${y - 5}L${x + 5} ${y + 5}M${x - 5} ${y + 5}L${x + 5} ${y - 5}`,
    bar: `M${x} ${y - 8}L${x} ${y + 8}`,
    square: `M${x - 5} ${y - 5}h10v10h-10Z`,
  };
  return paths[kind]
    ? make("path", { class: classes, d: paths[kind] })
    : make("circle", { class: kind === "ring" ? `${classes} ring` : classes, cx: x, cy: y, r: 5 });
}

function mark(element, label, open) {
  const attributes = open
    ? { class: "mark", role: "button", tabindex: "0", "aria-label": label, onclick: open,
        onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } } }
    : { class: "mark still", role: "img", "aria-label": label };
  return make("g", attributes, element, make("title", {}, label));
}

/** The figure with its picture, drawn again when its width changes. */
function drawn(figure, draw) {
  let picture = null;
  let width = 0;
  new ResizeObserver(([seen]) => {
    const wide = Math.floor(seen.contentRect.width);
    if (!wide || wide === width) return;
    width = wide;
    const fresh = draw(width);
    if (picture) picture.replaceWith(fresh); else figure.append(fresh);
    picture = fresh;
  }).observe(figure);
  return figure;
}
