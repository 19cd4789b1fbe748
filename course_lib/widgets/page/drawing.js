// Drawing on a picture with a mouse, a pen, a finger or keys, and opening one from a file. The kernel
// keeps the pixels: dots that it has not drawn yet are shown in another colour.

const STROKE = 60; // milliseconds of a stroke that go in one message
const MOST_PIXELS = 256; // of each side of a picture from a file
const HOW = "Draw with mouse or pen. Keys: arrows move, Space draws, Shift and arrows draw a line.";

// Makes a board what its part says: one to draw on, and to open files for. Returns what stands below.
function drawingTools(board, part, tell) {
  const how = make("small", { className: "course-how", textContent: HOW });
  if (part.draws) letDraw(board, tell);
  return [...(part.draws ? [how] : []), ...(part.opens ? [makeOpener(tell)] : [])];
}

function letDraw(board, tell) {
  const dots = make("canvas");
  let [last, timer, stroke] = [null, 0, []];
  const send = () => {
    clearTimeout(timer);
    if (stroke.length) tell("draw", board.told.key, stroke);
    [timer, stroke] = [0, []];
  };
  const draw = (places) => {
    const paper = dots.getContext("2d");
    paper.fillStyle = getComputedStyle(board).getPropertyValue("--course-mark");
    for (const [row, column] of places) paper.fillRect(column, row, 1, 1);
    stroke.push(...places);
    timer ||= setTimeout(send, STROKE);
  };
  board.draw = (from, to) => {
    draw([from, ...between(from, to)]);
    send();
  };
  board.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    board.setPointerCapture(event.pointerId);
    last = placeUnder(board, event);
    draw([last]);
  });
  board.addEventListener("pointermove", (event) => {
    if (!last) return;
    for (const moment of event.getCoalescedEvents?.() ?? [event]) {
      const next = placeUnder(board, moment);
      draw(between(last, next));
      last = next;
    }
  });
  const end = () => {
    last = null;
    send();
  };
  for (const kind of ["pointerup", "pointercancel", "lostpointercapture"]) board.addEventListener(kind, end);
  board.classList.add("draws");
  board.querySelector("img").after(dots);
}

// The pixels on the way from one to another, without the first.
function between([row, column], [toRow, toColumn]) {
  const steps = Math.max(Math.abs(toRow - row), Math.abs(toColumn - column));
  return Array.from({ length: steps }, (_, i) => {
    const part = (i + 1) / steps;
    return [Math.round(row + part * (toRow - row)), Math.round(column + part * (toColumn - column))];
  });
}

// Shows the picture of a board: what the kernel has drawn in it needs no dots any more.
function showPixels(board, source) {
  const image = board.querySelector("img");
  if (image.getAttribute("src") === source) return;
  image.setAttribute("src", source);
  const [dots, { rows, columns }] = [board.querySelector("canvas"), board.told];
  if (dots) Object.assign(dots, { width: columns, height: rows }); // which empties it
}

// Opens a picture of the learner's own, and sends its pixels; the kernel says what is wrong with others.
function makeOpener(tell) {
  const field = make("input", { type: "file", accept: "image/*", hidden: true });
  field.onchange = async () => {
    const [file] = field.files;
    if (!file) return;
    const read = await readPicture(file).catch(() => [0, 0]);
    field.value = "";
    tell("open", file.name, ...read);
  };
  const button = make("button", { type: "button", className: "course-button", textContent: "Open a picture…" });
  button.onclick = () => field.click();
  return make("div", { className: "course-opener" }, button, field);
}

// Returns width, height and the bytes of all pixels; large pictures are made smaller.
async function readPicture(file) {
  const address = URL.createObjectURL(file);
  try {
    const image = make("img", { src: address });
    await image.decode();
    const sides = [image.naturalWidth, image.naturalHeight];
    const scale = Math.min(1, MOST_PIXELS / Math.max(...sides));
    const [width, height] = sides.map((side) => Math.max(1, Math.round(side * scale)));
    const context = make("canvas", { width, height }).getContext("2d");
    context.fillStyle = "white"; // behind what shines through
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, width, height);
    return [width, height, context.getImageData(0, 0, width, height).data.buffer];
  } finally {
    URL.revokeObjectURL(address);
  }
}
