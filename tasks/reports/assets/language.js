/* Language and theme: Chinese first, what the reader chose is remembered. Runs before the page is drawn. */
"use strict";

const WORDS = {
  all: ["全部", "All"],
  search: ["查找", "Find"],
  province: ["省", "Province"],
  city: ["市", "City"],
  district: ["区县", "District"],
  no_district: ["未指明区县", "no district named"],
  no_value: ["未注明", "not stated"],
  view: ["显示方式", "View"],
  table: ["表格", "Table"],
  matrix: ["对照", "Side by side"],
  heat: ["热图", "Heat map"],
  strip: ["分布", "Distribution"],
  timeline: ["时间线", "Timeline"],
  network: ["关系图", "Network"],
  only_filled: ["只看有内容的", "Only with content"],
  more: ["再显示", "Show"],
  more_rows: ["行", "more rows"],
  rows_shown: ["行", "rows"],
  of: ["/ 共", "of"],
  loading: ["正在读取", "Loading"],
  evidence: ["依据", "Evidence"],
  quotes: ["条", "quotes"],
  further: ["条未列出，可用 duizhao query 查询。", "more are not shown; duizhao query finds them."],
  none: ["没有可列出的依据。", "There is no evidence to show."],
  close: ["关闭", "Close"],
  characters: ["字符", "characters"],
  legend: ["空缺的四种原因", "Four kinds of empty"],
  scale: ["颜色由少到多：", "From few to many: "],
  same_city: ["同市", "same city"],
  other_city: ["不同市", "different cities"],
  nothing: ["没有符合条件的行。", "No row fits."],
  failed: ["数据文件没有读到：", "A file of data could not be read: "],
  clear: ["清除条件", "Clear filters"],
  about_columns: ["各列含义", "What the columns mean"],
  limited: ["只列出前", "Only the first"],
  limited_columns: ["列；请选择市以缩小范围。", "columns are shown; choose a city."],
  left_out: ["行未列入此视图，见表格。", "rows are not in this view; see the table."],
  light: ["浅色", "Light"],
  dark: ["深色", "Dark"],
  auto: ["随系统", "System"],
  theme: ["明暗", "Theme"],
  open_evidence: ["查看依据", "Show evidence"],
  download: ["下载", "Download"],
  yes: ["是", "yes"],
  no: ["否", "no"],
  items: ["项", "items"],
  etc: ["等", "of"],
  no_documents: ["无文件", "no documents"],
  documents: ["份文件", "documents"],
  everything: ["它在各对照表中", "In every comparison"],
  compare_with: ["打开对照表", "Open the comparison"],
};

const preferences = {
  read(name, fallback) {
    try { return localStorage.getItem(`duizhao-${name}`) || fallback; } catch { return fallback; }
  },
  write(name, value) {
    try { localStorage.setItem(`duizhao-${name}`, value); } catch { /* a browser may forbid it: then it is forgotten */ }
  },
};

let language = preferences.read("language", "zh");
let theme = preferences.read("theme", "auto");

/** The one of a [Chinese, English] pair that the reader chose. */
const chosen = (pair) => pair[language === "en" ? 1 : 0] || pair[0];
const say = (name) => chosen(WORDS[name]);

function applyPreferences() {
  const html = document.documentElement;
  html.lang = language === "en" ? "en" : "zh-CN";
  html.dataset.language = language;
  html.dataset.theme = theme;
}

function labelSettings() {
  const button = document.getElementById("theme");
  button.textContent = `${{ auto: "◐", light: "○", dark: "●" }[theme]} ${say(theme)}`;
  button.setAttribute("aria-label", `${say("theme")}：${say(theme)}`);
  for (const one of document.querySelectorAll("[data-label-en]")) {
    one.dataset.labelZh = one.dataset.labelZh || one.getAttribute("aria-label");
    one.setAttribute("aria-label", language === "en" ? one.dataset.labelEn : one.dataset.labelZh);
  }
}

function offerSettings() {
  const [languages, themes] = [document.getElementById("language"), document.getElementById("theme")];
  languages.hidden = themes.hidden = false;
  languages.addEventListener("click", () => {
    language = language === "en" ? "zh" : "en";
    preferences.write("language", language);
    applyPreferences();
    labelSettings();
    document.dispatchEvent(new Event("language"));
  });
  themes.addEventListener("click", () => {
    theme = { auto: "light", light: "dark", dark: "auto" }[theme];
    preferences.write("theme", theme);
    applyPreferences();
    labelSettings();
  });
  labelSettings();
}

applyPreferences();
document.addEventListener("DOMContentLoaded", offerSettings);
