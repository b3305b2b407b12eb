/* The drawer: the sentences behind a cell, their place in the document, and the file they are from. */
"use strict";

let drawer = null;

async function openEvidence(row, column) {
  drawer = drawer || makeDrawer();
  const name = row.place === null ? chosen(row.comparison.title) : placeName(row.place);
  const keys = row.comparison.columns
    .filter((one) => one.key && row.get(one.name) !== null && one.kind !== "hidden" && !one.name.endsWith("_id"))
    .map((one) => shown(one, row.get(one.name)));
  drawer.querySelector("h2").textContent = [name, ...keys].join(" · ");
  drawer.querySelector(".of").textContent = `${chosen(column.title)}：${shown(column, row.get(column.name))}`;
  const body = drawer.querySelector(".quotes");
  body.replaceChildren(make("p", { role: "status" }, `${say("loading")} …`));
  if (!drawer.open) drawer.showModal();
  try {
    const { total, quotes } = await duizhao.evidence(row, column.name);
    body.replaceChildren(...evidenceParts(total, quotes));
  } catch (error) {
    body.replaceChildren(make("p", { class: "notice" }, say("failed") + error.message));
  }
  body.scrollTop = 0;
}

function makeDrawer() {
  const close = make("button", { type: "button", class: "close", onclick: () => drawer.close() }, "×");
  const made = make("dialog", { id: "evidence", "aria-labelledby": "evidence-title" },
    make("header", {}, make("h2", { id: "evidence-title" }), make("p", { class: "of" }), close),
    make("div", { class: "quotes", tabindex: "0", role: "region" }));
  made.addEventListener("click", (event) => { if (event.target === made) made.close(); });
  const label = () => {
    close.setAttribute("aria-label", say("close"));
    made.querySelector(".quotes").setAttribute("aria-label", say("evidence"));
  };
  label();
  document.addEventListener("language", label);
  document.body.append(made);
  return made;
}

/** Quotes document by document, and how many there are in all. */
function evidenceParts(total, quotes) {
  if (!quotes.length) return [make("p", {}, say("none"))];
  const parts = [make("p", { class: "count" }, `${NUMBERS.format(total)} ${say("quotes")}`)];
  let last = null;
  for (const quote of quotes) {
    const document_ = `${quote.source}\n${quote.title}`;
    if (document_ !== last) {
      parts.push(make("h3", {}, `《${quote.title}》`),
        make("p", { class: "source" }, quote.place === null ? null : placeLink(quote.place), quote.year ? ` · ${quote.year}` : "",
          " · ", make("code", {}, quote.source)));
    }
    last = document_;
    parts.push(quoteFigure(quote));
  }
  if (total > quotes.length) {
    parts.push(make("p", { class: "more" }, `${NUMBERS.format(total - quotes.length)} ${say("further")}`));
  }
  return parts;
}

function quoteFigure(quote) {
  const whole = !quote.before && !quote.after;
  const path = quote.headings.length ? make("p", { class: "path" }, quote.headings.join(" › ")) : null;
  const offsets = language === "en"
    ? `characters ${quote.startChar}–${quote.endChar}`
    : `第 ${quote.startChar}–${quote.endChar} 字符`;
  return make("figure", {}, path,
    make("blockquote", { lang: "zh-CN" }, quote.before, whole ? quote.text : make("mark", {}, quote.text), quote.after),
    make("figcaption", {}, offsets));
}
