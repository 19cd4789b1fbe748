// Boards: pictures and maps with a cursor, which the pointer or keys move from pixel to pixel.

const FAR = 1e6;
const LEAPS = { PageUp: [-10, 0], PageDown: [10, 0], Home: [0, -FAR], End: [0, FAR] };

// Which pixel of a picture, or number of a map, lies under the pointer.
function placeUnder(board, event) {
  const { rows, columns } = board.told;
  const box = board.getBoundingClientRect();
  const inside = (x, size) => Math.min(Math.max(Math.floor(x * size), 0), size - 1);
  return [
    inside((event.clientY - box.top) / box.height, rows),
    inside((event.clientX - box.left) / box.width, columns),
  ];
}

// Moves a place by a key, ten times as far with Shift unless that draws; null for other keys.
function moved(place, event, { rows, columns, draws }) {
  const far = event.shiftKey && !draws ? 10 : 1;
  const by = ARROWS[event.key]?.map((part) => far * part) ?? LEAPS[event.key];
  const sizes = [rows, columns];
  return by ? place.map((i, k) => Math.min(Math.max(i + by[k], 0), sizes[k] - 1)) : null;
}

// A board that can be pointed at; what it was told last, in `told`, says what can be done with it.
function useBoard(board, what, tell) {
  board.tabIndex = 0;
  board.setAttribute("role", "application"); // its keys are its own, also where a screen reader runs
  board.setAttribute("aria-roledescription", what);
  board.dataset.lmSuppressShortcuts = "true";
  pointAt(board, tell);
  steer(board, tell);
}

function pointAt(board, tell) {
  let last = ""; // the place that was shown last because the pointer is over it
  board.addEventListener("pointermove", (event) => {
    const { key, hover, draws } = board.told;
    const place = placeUnder(board, event);
    if (hover === false || event.pointerType === "touch" || (draws && event.buttons)) return;
    if (String(place) === last) return;
    if (tell("preview", key, ...place) !== false) last = String(place);
  });
  board.addEventListener("pointerleave", () => (last = ""));
  board.addEventListener("pointerdown", () => board.focus({ preventScroll: true }));
  board.addEventListener("click", (event) => {
    if (!board.told.draws) tell("pick", board.told.key, ...placeUnder(board, event));
  });
}

// Keys move the cursor. While the kernel is at work it goes on, and the kernel is told where it has
// come to: keys that repeat do not queue up.
function steer(board, tell) {
  let [at, sent] = [null, null];
  const isBusy = () => board.closest(".course-explorer")?.ariaBusy === "true";
  const go = (place) => {
    at = place;
    if (isBusy() && sent) return;
    sent = at;
    tell("pick", board.told.key, ...at);
  };
  board.catchUp = () => {
    if (!sent || isBusy()) return;
    const next = String(at) === String(sent) ? null : at;
    sent = null;
    if (next) go(next);
    else at = null;
  };
  board.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key, draws, at: shown } = board.told;
    const from = (sent && at) ?? shown;
    const to = moved(from, event, board.told);
    if (draws && (event.key === " " || (to && event.shiftKey))) {
      at = sent = to ?? from;
      board.draw(from, at);
    } else if (to) go(to);
    else if (event.key === " " || event.key === "Enter") tell("pick", key, ...from);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function makeBoard(part, tell) {
  const image = make("img", { alt: "", draggable: false });
  const [outline, mark] = [makeOutline("course-outline"), makeOutline("course-at")];
  const map = make("div", { className: "course-map" }, image, outline, mark);
  if (part.quiet) map.setAttribute("role", "img");
  else useBoard(map, part.draws ? "drawing" : "map of numbers", tell);
  map.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !map.told.held) return;
    event.stopPropagation();
    tell("free");
  });
  const item = makeItem("course-large", map);
  item.lastChild.append(...drawingTools(map, part, tell)); // below the note
  return item;
}

function showBoard(node, part) {
  showItem(node, part);
  const map = node.querySelector(".course-map");
  map.told = part;
  name(map, "aria-label", `${part.caption}. ${part.name}`);
  put(map.style, { aspectRatio: `${part.columns} / ${part.rows}` });
  showPixels(map, part.image);
  showOutline(map.querySelector(".course-outline"), part.box, part);
  showOutline(map.querySelector(".course-at"), part.at && [...part.at, 1, 1], part);
  map.catchUp?.();
}
