/* Data: every file of data is a script that calls duizhao.add. A page opened from disk may load scripts, not fetch files. */
"use strict";

const duizhao = {
  report: null,
  stored: new Map(),
  pending: new Map(),

  add(kind, name, number, value) {
    if (kind === "report") this.report = value;
    else this.stored.set(`${kind}/${name}/${number}`, value);
  },

  /** Load a file of the folder once; the promise is kept when it has called `add`. */
  load(address) {
    if (!this.pending.has(address)) {
      this.pending.set(address, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = document.body.dataset.root + address;
        script.onload = resolve;
        script.onerror = () => reject(new Error(address));
        document.head.append(script);
      }));
    }
    return this.pending.get(address);
  },

  comparison(name) {
    return this.report.comparisons.find((one) => one.name === name);
  },

  /** The rows of one piece of a comparison. */
  async piece(comparison, number) {
    await this.load(`data/${comparison.name}-${number}.js`);
    const value = this.stored.get(`rows/${comparison.name}/${number}`);
    if (!value.rows) {
      const [first, count] = comparison.chunks[number];
      for (const name of Object.keys(value.columns)) value.columns[name] = unpacked(value.columns[name]);
      value.empty = unpacked(value.empty || { v: [], i: count });
      value.rows = Array.from({ length: count }, (_, index) => new Row(comparison, value, index, number, first + index));
    }
    return value.rows;
  },

  /** All rows of a comparison, or those of one district. `told` hears how many pieces have come. */
  async rows(comparison, place = null, told = () => {}) {
    const wanted = comparison.chunks
      .map((chunk, number) => [chunk[2], number])
      .filter(([span]) => place === null || (span && span[0] <= place && place <= span[1]))
      .map(([, number]) => number);
    const rows = [];
    for (const [done, number] of wanted.entries()) {
      for (const row of await this.piece(comparison, number)) {
        if (place === null || row.place === place) rows.push(row);
      }
      told(done + 1, wanted.length);
    }
    return rows;
  },

  /** What stands behind a cell: how many quotes, and the first of them. */
  async evidence(row, column) {
    const name = row.comparison.name;
    await this.load(`data/${name}-${row.piece}-evidence.js`);
    const found = this.stored.get(`evidence/${name}/${row.piece}`)[column];
    const at = found ? found.rows.indexOf(row.index) : -1;
    if (at < 0) return { total: 0, quotes: [] };
    const quotes = [];
    for (const number of found.quotes[at]) quotes.push(await this.quote(number));
    return { total: found.totals[at], quotes };
  },

  async quote(number) {
    const starts = this.report.quotes;
    let file = 0;
    while (file + 1 < starts.length && starts[file + 1] <= number) file += 1;
    await this.load(`quotes/${file}.js`);
    const { documents, headings, sentences, quotes } = this.stored.get(`quotes//${file}`);
    const [document_, heading, sentence, start, end, startChar, endChar] = quotes.map((column) => column[number - starts[file]]);
    const [title, year, place, source] = documents[document_];
    const characters = Array.from(sentences[sentence]); // offsets count characters, not UTF-16 units
    return {
      before: characters.slice(0, start).join(""),
      text: characters.slice(start, end).join(""),
      after: characters.slice(end).join(""),
      headings: headings[heading], title, year, place, source, startChar, endChar,
    };
  },
};

/** One row of a comparison; its values stay in the columns in which they came. */
class Row {
  constructor(comparison, value, index, piece, number) {
    this.comparison = comparison;
    this.value = value;
    this.index = index;
    this.piece = piece;
    this.number = number;
  }
  get(name) {
    return name === "place" ? this.place : this.value.columns[name][this.index];
  }
  get place() {
    return this.value.place ? this.value.place[this.index] : null;
  }
  get empty() {
    return this.value.empty[this.index];
  }
}

function unpacked(column) {
  if (Array.isArray(column)) return column;
  if (!Array.isArray(column.i)) return new Array(column.i).fill(null);
  return column.i.map((number) => (number === null ? null : column.v[number]));
}
