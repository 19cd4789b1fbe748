// A quiz that was recorded: what it asks, what is right, and what is said to known mistakes.
// With other numbers it goes on from the quiz `before`, whose score it keeps.

courseRecorded.quiz = (questions, before) => {
  const DONE = "This one is done. Press “Next question”.";
  const NO_NUMBER = "Type a number, such as 3 or −2.5.";
  const known = new Set();
  const score = before?.score ?? [0, 0]; // how many were right, and how many were answered or shown
  let [number, asked, question] = [0, 0, null];

  function readNumber(text) {
    const plain = text.trim().replaceAll("−", "-").replaceAll(",", ".").replaceAll("∞", "Infinity");
    const value = plain ? Number(plain) : NaN;
    const tooLarge = Math.abs(value) === Infinity && /\d/.test(plain);
    return Number.isNaN(value) || tooLarge ? null : value;
  }

  // Whether a number agrees with a recorded one, to three digits or two decimal places.
  function same(value, recorded) {
    const other = Number(recorded);
    if (value === other) return true;
    if (Number.isInteger(value) && Number.isInteger(other)) return false;
    const far = Math.abs(value - other);
    return far <= Math.max(1e-3 * Math.max(Math.abs(value), Math.abs(other)), 5e-3);
  }

  const empty = questions.length === 0;
  const tell = (said, state = {}) => {
    const told = score[1] ? `${score[0]} of ${score[1]} right` : "";
    const { label } = questions[number];
    question = { label, said, right: false, done: false, empty: false, score: told, asked, ...state };
  };
  const count = (right) => {
    known.add(number);
    score[0] += right;
    score[1] += 1;
  };
  const CHANGED = "The numbers have changed, so here is another question.";
  const AGAIN = "You were asked for all numbers. Now they come again.";
  const ask = (said = "") => {
    asked += 1;
    tell(said);
  };
  const NOTHING = "There is nothing to ask here: no window fits. Change a control.";
  if (empty) question = { label: NOTHING, said: "", right: false, done: true, empty, score: "", asked };
  else ask(before && !before.empty ? CHANGED : "");

  // Whether the number of a question is hidden: what is nearer than the one asked for is not.
  // −1 stands for what no question asks for: all that could tell of others is hidden there.
  const hides = (other) =>
    other < 0 || (!known.has(other) && questions[other].level >= questions[number].level);

  return {
    empty,
    known,
    score,
    hides,
    level: () => questions[number].level,
    asked: () => (question.done ? null : number),
    question: () => question,
    leads: () => questions[number]?.leads ?? {},
    next() {
      number = (number + 1) % questions.length;
      if (number === 0) known.clear();
      ask(number === 0 ? AGAIN : "");
    },
    answer(text) {
      const { right, told, wrong, near, hint } = questions[number];
      const value = readNumber(text);
      if (question.done) return tell(DONE, { right: question.right, done: true });
      if (value === null) return tell(NO_NUMBER);
      if (same(value, right)) {
        count(1);
        return tell(told, { right: true, done: true });
      }
      const find = ([values, told]) => told[values.findIndex((other) => same(value, other))];
      const [rule, written] = [find(wrong), String(value).replace("-", "−").replace("Infinity", "∞")];
      if (rule) return tell(`${written} is what comes out of a mistake: ${rule} Try again.`);
      tell(`${written} is not it. ${find(near) ?? hint} Try again.`);
    },
    showMe() {
      count(0);
      tell(questions[number].shown, { done: true });
    },
  };
};

// Puts together what is shown while a quiz asks, from recorded views of what is picked. `places`
// has the questions by the cells that they ask for.
courseRecorded.cover = (shown, places, quiz, read) => {
  const TO_FIND = "? is what to find.";
  const OTHER = "? is to be found, too. Asked for is the number in the dashed frame.";
  const grids = (parts) => parts.flatMap((part) =>
    part.parts ? grids(part.parts) : part.type === "grid" ? [[part.key, part]] : []);
  const isOpen = !shown.needs.some(quiz.hides);
  const views = { open: read(shown.open), hidden: read(shown.hidden[quiz.level()]) };
  views.known = isOpen || shown.known === shown.open ? views.open : read(shown.known);
  const [parts, lines] = views[isOpen ? "open" : "hidden"];
  const cells = Object.fromEntries(
    Object.entries(views).map(([name, view]) => [name, new Map(grids(view[0]))]));
  // From which view a cell comes; those of numbers that are no secret come with the rest.
  const viewOf = (place) => {
    if (place === undefined) return null;
    if (quiz.hides(place)) return "hidden";
    if (!quiz.known.has(place)) return null;
    return place === shown.at ? "open" : "known";
  };
  // The number that is asked for has a frame, also while another is picked, which is told.
  const frame = Object.keys(places).find((place) => places[place] === quiz.asked());
  const mark = (cell) => ({
    ...cell, kind: `${cell.kind ?? ""} asked`.trim(), name: `${cell.name ?? cell.text}, asked for`,
  });
  let other = false;
  const show = (part) => {
    if (part.parts) return { ...part, parts: part.parts.map(show) };
    if (part.type !== "grid") return part;
    const own = part.cells.map((row, i) => row.map((cell, j) => {
      const place = `${part.key} ${i} ${j}`;
      const view = viewOf(places[place]);
      const shown = (view && cells[view].get(part.key)?.cells[i][j]) ?? cell;
      if (place !== frame) return shown;
      other = part.picked?.join(" ") !== `${i} ${j}`;
      return mark(shown);
    }));
    return { ...part, cells: own, hover: false };
  };
  const covered = parts.map(show);
  const told = other ? lines.map((line) => line.replace(TO_FIND, OTHER)) : lines;
  return { parts: covered, lines: told, walk: null };
};
