// Pictures in which each pixel can be pointed at, by mouse or keyboard; drawn on; or opened from a file.

const MOST_PIXELS = 256; // of each side of a picture from a file
const LEAPS = { PageUp: [-10, 0], PageDown: [10, 0], Home: [0, -MOST_PIXELS], End: [0, MOST_PIXELS] };

function makePhoto(part, tell) {
  const sign = make("span", { className: "course-sign" });
  sign.setAttribute("aria-hidden", "true");
  const frame = make("div", { className: "course-pixels" });
  frame.setAttribute("aria-hidden", "true");
  const board = make("div", { className: "course-screen", tabIndex: 0 }, make("img", { draggable: false }), frame);
  board.setAttribute("role", "application"); // its keys are its own, also where a screen reader runs
  board.setAttribute("aria-roledescription", "picture with a cursor");
  board.dataset.lmSuppressShortcuts = "true";
  point(board, tell);
  steer(board, tell);
  const opener = part.opens ? [makeOpener(tell)] : [];
  const figure = make("figure", {}, make("figcaption"), board, ...opener);
  return make("div", { className: "course-part course-photo" }, sign, figure);
}

function showPhoto(node, part, tell) {
  put(node.querySelector(".course-sign"), { textContent: part.sign });
  put(node.querySelector("figcaption"), { textContent: part.caption });
  const [board, image] = [node.querySelector(".course-screen"), node.querySelector("img")];
  board.told = part;
  name(image, "src", part.source);
  put(image, { alt: part.alternative });
  name(board, "aria-label", `${part.caption}, row ${part.cursor[0]}, column ${part.cursor[1]}`);
  name(board, "aria-description", part.hint);
  put(board.classList, { value: `course-screen${part.paints ? " paints" : ""}${part.shape[1] < 96 ? " large" : ""}` });
  const [h, w] = part.shape;
  const [top, left, height, width] = part.frame;
  const share = (pixels, all) => `${(100 * pixels) / all}%`;
  put(board.style, { width: `${100 * part.part * Math.min(1, w / h)}%`, aspectRatio: `${w} / ${h}` });
  put(board.lastChild, { hidden: !height });
  put(board.lastChild.style, {
    top: share(top, h), left: share(left, w), height: share(height, h), width: share(width, w),
  });
  board.catchUp?.(part, tell);
}

// Which pixel lies under the pointer.
function pixelAt(board, event) {
  const box = board.getBoundingClientRect();
  const place = (far, size, count) => Math.min(Math.max(Math.floor((far / size) * count), 0), count - 1);
  const [h, w] = board.told.shape;
  return [place(event.clientY - box.top, box.height, h), place(event.clientX - box.left, box.width, w)];
}

const isBusy = (node) => node.closest(".course-explorer")?.ariaBusy === "true";

function point(board, tell) {
  let pointed = ""; // the pixel that was shown last because the pointer is over it
  let line = null; // pixels of a stroke that the kernel has not been told of
  const send = () => {
    if (line.length > 1) tell("paint", line);
    line = line.slice(-1);
  };
  const follow = () => {
    if (!line) return;
    if (!isBusy(board)) send();
    requestAnimationFrame(follow);
  };
  const end = () => {
    if (line) send();
    line = null;
  };
  board.addEventListener("pointerdown", (event) => {
    board.focus({ preventScroll: true });
    if (!board.told.paints || event.button) return;
    event.preventDefault();
    board.setPointerCapture(event.pointerId);
    line = [pixelAt(board, event)];
    tell("paint", line);
    requestAnimationFrame(follow);
  });
  board.addEventListener("pointermove", (event) => {
    if (line) return line.push(...(event.getCoalescedEvents?.() ?? [event]).map((e) => pixelAt(board, e)));
    const place = pixelAt(board, event);
    if (event.pointerType === "touch" || String(place) === pointed) return;
    pointed = String(place);
    tell("preview", board.told.key, ...place);
  });
  board.addEventListener("pointerleave", () => (pointed = ""));
  for (const kind of ["pointerup", "pointercancel", "lostpointercapture"]) board.addEventListener(kind, end);
  board.addEventListener("click", (event) => {
    if (!board.told.paints) tell("pick", board.told.key, ...pixelAt(board, event));
  });
}

// Arrow keys move the cursor. While the kernel is at work it goes on, and the kernel is told where
// it has come to: keys that repeat do not queue up.
function steer(board, tell) {
  let [at, sent] = [null, null];
  const go = (place) => {
    at = place;
    if (isBusy(board) && sent) return;
    sent = at;
    tell("pick", board.told.key, ...at);
  };
  board.catchUp = (part) => {
    if (!sent || isBusy(board)) return;
    const next = String(at) === String(sent) ? null : at;
    sent = null;
    if (next) go(next);
    else at = null;
  };
  board.addEventListener("keydown", (event) => {
    const { key, shape, cursor, paints } = board.told;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const from = (sent && at) ?? cursor;
    const leap = ARROWS[event.key] && event.shiftKey && !paints ? 10 : 1;
    const by = ARROWS[event.key] ?? LEAPS[event.key];
    if (by) {
      const to = from.map((part, i) => Math.min(Math.max(part + leap * by[i], 0), shape[i] - 1));
      if (paints && event.shiftKey) {
        at = sent = to;
        tell("paint", [from, to]);
      } else go(to);
    } else if (event.key === " " || event.key === "Enter") {
      if (paints) tell("turn", ...from);
      else tell("pick", key, ...from);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
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

const photosOf = (parts) =>
  parts.flatMap((part) => (part.parts ? photosOf(part.parts) : part.type === "photo" ? [part] : []));

// Gives photos their pictures, which come apart from the view: only when they change.
const withPictures = (parts, pictures) => parts.map((part) =>
  part.parts ? { ...part, parts: withPictures(part.parts, pictures) }
    : part.type === "photo" ? { ...part, source: pictures?.[part.key] ?? "" } : part);
