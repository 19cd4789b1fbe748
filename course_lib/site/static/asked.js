// Questions without Python: a stand-in for the model that predict.js talks to. What is said to each
// guess was recorded; here a guess is only brought into the form in which it was recorded.

(() => {
  const STORED = "course-predictions"; // the name in the browser's storage
  const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
  const INFINITE = /^([-+]?)inf(inity)?$/i;
  const RIGHT = 1; // where the texts say that a guess is right

  function hash(key, name) {
    let found = 2166136261;
    const bytes = new TextEncoder().encode(`${key} ${name}`);
    for (const byte of bytes) found = Math.imul(found ^ byte, 16777619);
    return (found >>> 0).toString(16);
  }

  function normal(word, digits) {
    const infinite = INFINITE.exec(word);
    if (infinite) return infinite[1] === "-" ? "-inf" : "inf";
    if (!NUMBER.test(word)) return null;
    return (Number(word) + 0).toExponential(digits - 1).replace("e+", "e");
  }

  function words(row, kind) {
    const commas = !row.includes(".") && /\d,\d+\s+-?\d+,\d/.test(row); // for points
    const plain = kind === "number" || commas ? row.replace(/(\d),(?=\d)/g, "$1.") : row;
    return plain.replace(/[[\](),]/g, " ").split(/\s+/).filter(Boolean);
  }

  // Returns rows of numbers, or the name of what is wrong with them.
  function read(text, { kind, digits }) {
    const plain = text.replace(/[−–]/g, "-").replace(/∞/g, "inf").replace(/×/g, " ");
    const parts = plain.split(/[;\n/]|\]\s*,?\s*\[/).filter((part) => /[^[\]() ,\t]/.test(part));
    const rows = parts.map((row) => words(row, kind).map((word) => normal(word, digits)));
    if (!rows.length || rows.some((row) => !row.length || row.includes(null))) return "unreadable";
    if (kind === "number" && rows.flat().length > 1) return "many";
    if (kind !== "rows") return [rows.flat()];
    return rows.some((row) => row.length !== rows[0].length) ? "ragged" : rows;
  }

  // Returns the names that a guess may have, the closest first.
  function names(key, question, text) {
    if (question.kind === "choice") return [text];
    const rows = read(text, question);
    if (typeof rows === "string") return [rows];
    const { parts } = question;
    const form = rows.map((row) => row.join(" ")).join(";");
    const flat = rows.flat();
    if (!parts.length) return [form];
    if (flat.length !== parts.length) return [form, `size ${flat.length}`];
    if (rows.length !== question.rows) return [form, "rows"];
    const right = flat.map((word, i) => (parts[i] === hash(key, `${i} ${word}`) ? 1 : 0));
    if (question.kind === "rows") right.sort().reverse();
    return [form, `parts ${right.join("")}`];
  }

  function judge(key, question, text) {
    const found = names(key, question, text).map((name) => question.said[hash(key, name)]);
    const number = found.find((one) => one !== undefined) ?? 0;
    return { right: number === RIGHT, said: question.texts[number] };
  }

  let kept = {}; // for a browser that stores nothing
  function recall() {
    try {
      kept = JSON.parse(localStorage.getItem(STORED)) ?? kept;
    } catch {
      // What was kept last stays.
    }
    return kept;
  }

  function remember(key, state) {
    kept = { ...recall(), [key]: { ...recall()[key], ...state } };
    try {
      localStorage.setItem(STORED, JSON.stringify(kept));
    } catch {
      // It is kept until the page is left.
    }
  }

  function askedModel(questions) {
    let listeners = [];
    let answered = null;
    const row = ([key, question]) => {
      const { guess = null, shown = false } = recall()[key] ?? {};
      const { asks, format, choices } = question;
      const judged = guess === null ? { right: false, said: "" } : judge(key, question, guess);
      return { key, asks, format, choices, guess: guess ?? "", ...judged, way: shown ? question.way : "" };
    };
    const does = {
      answer: (key, guess) => remember(key, { guess }),
      show: (key) => remember(key, { shown: true }),
    };
    return {
      get: () => ({ questions: questions.map(row), answered }),
      on: (_name, listener) => listeners.push(listener),
      off: (_name, listener) => (listeners = listeners.filter((one) => one !== listener)),
      send(message) {
        does[message.do](...message.with);
        answered = message.id;
        queueMicrotask(() => listeners.forEach((listener) => listener()));
      },
    };
  }

  // The questions of a lesson are a script that calls this, which works from files too.
  globalThis.courseAsked = (known) => {
    for (const place of document.querySelectorAll("[data-asked]")) {
      const questions = place.dataset.asked.split(" ").map((key) => [key, known[key]]);
      const form = document.createElement("div");
      globalThis.coursePredict.render({ model: askedModel(questions), el: form });
      place.replaceChildren(form);
    }
  };
  globalThis.courseAsked.judge = judge;
})();
