// An explorer: it shows the view that the kernel keeps, and tells it what the learner does.

function makeImage() {
  const sign = make("span", { className: "course-sign" });
  sign.setAttribute("aria-hidden", "true");
  const figure = make("figure", {}, make("figcaption"), make("img"));
  return make("div", { className: "course-part" }, sign, figure);
}

function showImage(node, part) {
  put(node.querySelector(".course-sign"), { textContent: part.sign });
  put(node.querySelector("figcaption"), { textContent: part.caption });
  const image = node.querySelector("img");
  name(image, "src", part.source);
  put(image, { alt: part.alternative });
  put(image.style, { width: part.width });
}

function makeColumn(part) {
  const sign = make("span", { className: "course-sign" });
  sign.setAttribute("aria-hidden", "true");
  const className = part.across ? "course-line" : "course-column";
  return make("div", { className: "course-part" }, sign, make("div", { className }));
}

function showColumn(node, part, tell) {
  put(node.firstChild, { textContent: part.sign });
  showParts(node.lastChild, part.parts, tell);
}

const MAKE = {
  grid: makeGrid,
  image: makeImage,
  column: makeColumn,
  photo: makePhoto,
  maps: makeMaps,
  board: makeBoard,
  bars: makeBars,
  work: makeWork,
  break: () => make("div", { className: "course-break" }),
};
const SHOW = {
  grid: showGrid,
  image: showImage,
  column: showColumn,
  photo: showPhoto,
  maps: showMaps,
  board: showBoard,
  bars: showBars,
  work: showWork,
  break: () => {},
};

// A grid is made anew when its edges or its size change, a picture when it can be drawn on or no more.
const form = (part) =>
  [part.type, part.key, part.rows, part.columns, part.cells?.map((row) => row.length), part.draws].join("|");

// What stands before a part that begins a line.
const lineBreak = (part) => (part.new_line ? [{ type: "break", key: part.key }] : []);

function showParts(node, parts, tell) {
  keep(
    node, parts.flatMap((part) => [...lineBreak(part), part]), form,
    (part) => MAKE[part.type](part, tell),
    (child, part) => SHOW[part.type](child, part, tell),
  );
}

// The first line, and all to the last sum, stay in sight; what is told beside them stands below.
function showLines(node, lines) {
  const sums = Math.max(lines.findLastIndex((text) => SUM.test(text)), 0) + 1;
  [lines.slice(0, sums), lines.slice(sums)].forEach((some, k) =>
    keep(node.children[k], some.map((text, i) => ({ text, i })), (line) => String(line.i),
      () => make("p"), (child, line) => put(child, { textContent: line.text })));
}

const PLAYS = "It plays. A click on a number stops it, and so does Escape.";

// How to look at a number, and how to let go of one that was clicked, or of a step of the walk.
function makeHint(tell) {
  const free = make("button", { type: "button", className: "course-button" });
  free.onclick = () => tell("free");
  name(free, "aria-keyshortcuts", "Escape");
  const playing = make("span", { className: "playing", textContent: PLAYS });
  return make("div", { className: "course-hint" }, make("span"), free, playing);
}

function showHint(node, view) {
  const [[photo], grids] = [photosOf(view.parts), gridsOf(view.parts)];
  const hover = photo || grids.some((grid) => grid.hover && !grid.quiet);
  const walks = (view.walk?.at ?? null) !== null;
  const typed = !view.question && grids.some((grid) => grid.edit);
  put(node, { hidden: !hover && !typed });
  put(node.querySelector("button"), { hidden: !view.pinned, textContent: walks ? "Show all (Esc)" : "Unpin (Esc)" });
  const point = photo?.hint ?? "Point at a number to see where it comes from.";
  const open = hover ? `${point} ${photo ? "A click pins" : "A click or Enter pins"} it.` : "";
  const type = typed ? "Numbers that are not computed can be typed over: a double click or Enter begins." : "";
  const kept = walks ? "The player stands at this step." : "What you clicked is pinned.";
  put(node.firstChild, { textContent: view.pinned ? kept : [open, type].filter(Boolean).join(" ") });
}

function render({ model, el }) {
  const root = make("div", { className: "course-explorer" });
  const [controls, parts, lines, said] = ["controls", "parts", "lines", "said"].map((part) =>
    make("div", { className: `course-${part}` }));
  lines.append(make("div", { className: "course-sums" }), make("div"));
  const problem = make("p", { className: "course-problem" });
  const warning = make("p", { className: "course-problem", hidden: true });
  warning.setAttribute("role", "alert");
  // Where Python is gone, nothing can be changed any more, and controls say what is shown.
  const warn = (text) => {
    put(warning, { textContent: text, hidden: !text });
    for (const one of [controls, player.node, quiz]) one.inert = text === GONE;
    if (text !== GONE) return;
    player.stop(false);
    showControls(model.get("view"), false);
  };
  const pointer = watchPointer();
  const { tell: send, heard, hangUp } = talk(model, root, warn, pointer);
  const tell = (kind, ...rest) => {
    if (kind === "press" && rest[0] === "reset") player.reset();
    return send(kind, ...rest);
  };
  const draw = (view) => {
    showParts(parts, withPictures(view.parts, model.get("pictures")), tell);
    showLines(lines, view.lines);
    fit(root, parts);
    showFrames(parts);
  };
  const showControls = (view, busy) =>
    keep(controls, view.controls, (c) => c.type + c.name, (c) => makeControl(c, tell),
      (node, control) => showControl(node, control, busy));
  const sized = new ResizeObserver(() => {
    fit(root, parts);
    showFrames(parts, false);
  });
  sized.observe(root);
  const player = makePlayer(root, tell, draw);
  const [quiz, hint] = [makeQuiz(tell), makeHint(tell)];
  said.setAttribute("role", "status");
  root.append(controls, player.node, parts, hint, problem, warning, quiz, lines, said);
  root.setAttribute("role", "group");
  root.addEventListener("keydown", (event) => {
    const [playing, { pinned, problem }] = [player.playing(), model.get("view")];
    if (event.key !== "Escape" || !(playing || pinned || problem)) return;
    event.stopPropagation();
    if (playing) player.stop();
    else tell("free");
  });
  const update = () => {
    const view = model.get("view");
    const busy = heard(view);
    name(root, "aria-label", view.title);
    showControls(view, busy);
    const drawn = player.follow(view, busy); // a number that grows, of which the view knows the end
    if (!drawn) draw(view);
    showHint(hint, view);
    showQuiz(quiz, view.question);
    put(problem, { textContent: view.problem, hidden: !view.problem });
    const first = lines.querySelector("p")?.textContent ?? "";
    if (!player.playing()) put(said, { textContent: drawn ? first : view.said });
  };
  el.append(root);
  update();
  model.on("change:view", update);
  model.on("msg:custom", player.take);
  return () => {
    model.off("change:view", update);
    model.off("msg:custom", player.take);
    sized.disconnect();
    player.forget();
    pointer.forget();
    hangUp();
  };
}

export default { render };
