// A picture to draw on, with a mouse, a pen, a finger or the keyboard. The kernel keeps its pixels:
// dots that it has not heard of yet are shown in another colour.

const STROKE = 60; // milliseconds of a stroke that go in one message
const HOW = "Draw with the mouse or a pen. Keys: arrows move, space draws, shift and arrows draw a line.";

function makeSketch(part, tell) {
  const image = make("img", { alt: "", draggable: false });
  const dots = make("canvas", { width: part.columns, height: part.rows });
  const [outline, cursor] = [makeOutline("course-outline"), makeOutline("course-at")];
  const board = make("div", { className: "course-map", tabIndex: 0 }, image, dots, outline, cursor);
  board.setAttribute("role", "application");
  board.setAttribute("aria-roledescription", "drawing");
  board.dataset.lmSuppressShortcuts = "true";
  const where = make("output", { className: "course-note" });
  board.at = [Math.floor(part.rows / 2), Math.floor(part.columns / 2)];
  const pen = makePen(board, dots, tell);
  board.addEventListener("keydown", (event) => {
    const next = moved(board.at, event, board.told);
    if ((!next && event.key !== " ") || event.ctrlKey || event.metaKey || event.altKey) return;
    board.at = next ?? board.at;
    if (!next || event.shiftKey) pen([board.at]);
    showCursor(board, where);
    event.preventDefault();
    event.stopPropagation();
  });
  for (const kind of ["focus", "blur"]) {
    board.addEventListener(kind, () => showCursor(board, where));
  }
  const help = make("small", { className: "course-note", textContent: HOW });
  return makeItem("course-large course-sketch", board, where, help);
}

function showCursor(board, where) {
  const here = document.activeElement === board;
  showOutline(board.lastChild, here ? [...board.at, 1, 1] : null, board.told);
  const [row, column] = board.at;
  const text = `row ${row}, column ${column}: ${board.told.texts[row][column]}`;
  put(where, { textContent: here ? text : "" });
}

// Takes strokes from the pointer, and returns what draws the dots of other strokes.
function makePen(board, dots, tell) {
  let [last, timer, stroke] = [null, 0, []];
  const send = () => {
    timer = 0;
    tell("draw", board.told.key, stroke);
    stroke = [];
  };
  const draw = (places) => {
    const paper = dots.getContext("2d");
    paper.fillStyle = getComputedStyle(board).getPropertyValue("--course-mark");
    for (const [row, column] of places) paper.fillRect(column, row, 1, 1);
    stroke.push(...places);
    timer ||= setTimeout(send, STROKE);
  };
  board.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    board.setPointerCapture(event.pointerId);
    board.at = last = placeUnder(board, event, board.told);
    draw([last]);
  });
  board.addEventListener("pointermove", (event) => {
    if (!last) return;
    for (const moment of event.getCoalescedEvents?.() ?? [event]) {
      const next = placeUnder(board, moment, board.told);
      if (String(next) !== String(last)) draw(between(last, next));
      board.at = last = next;
    }
  });
  for (const kind of ["pointerup", "pointercancel"]) {
    board.addEventListener(kind, () => (last = null));
  }
  return draw;
}

// The pixels on the way from one to another, without the first.
function between([row, column], [toRow, toColumn]) {
  const steps = Math.max(Math.abs(toRow - row), Math.abs(toColumn - column));
  return Array.from({ length: steps }, (_, i) => {
    const part = (i + 1) / steps;
    return [Math.round(row + part * (toRow - row)), Math.round(column + part * (toColumn - column))];
  });
}

function showSketch(node, part) {
  showItem(node, part);
  const board = node.querySelector(".course-map");
  board.told = part;
  name(board, "aria-label", `${part.caption}, ${part.rows} by ${part.columns}. ${HOW}`);
  put(board.style, { aspectRatio: `${part.columns} / ${part.rows}` });
  const image = board.querySelector("img");
  if (image.getAttribute("src") !== part.image) {
    const dots = board.querySelector("canvas");
    dots.getContext("2d").clearRect(0, 0, dots.width, dots.height);
  }
  name(image, "src", part.image);
  showOutline(board.querySelector(".course-outline"), part.box, part);
  showCursor(board, node.querySelector("output"));
}
