// Photographs: large boards whose pictures come apart from the view, with a frame in them.

function makePhoto(part, tell) {
  const sign = make("span", { className: "course-sign" });
  sign.setAttribute("aria-hidden", "true");
  const frame = make("div", { className: "course-pixels" });
  frame.setAttribute("aria-hidden", "true");
  const board = make("div", { className: "course-screen" }, make("img", { draggable: false }), frame);
  useBoard(board, "picture with a cursor", tell);
  const below = drawingTools(board, part, tell);
  const figure = make("figure", {}, make("figcaption"), board, ...below);
  return make("div", { className: "course-part course-photo" }, sign, figure);
}

function showPhoto(node, part) {
  put(node.querySelector(".course-sign"), { textContent: part.sign });
  put(node.querySelector("figcaption"), { textContent: part.caption });
  const board = node.querySelector(".course-screen");
  const [h, w] = part.shape;
  board.told = { ...part, rows: h, columns: w, at: part.cursor };
  showPixels(board, part.source);
  put(board.querySelector("img"), { alt: part.alternative });
  name(board, "aria-label", `${part.caption}, row ${part.cursor[0]}, column ${part.cursor[1]}`);
  name(board, "aria-description", part.hint);
  board.classList.toggle("large", w < 96);
  const [top, left, height, width] = part.frame;
  const share = (pixels, all) => `${(100 * pixels) / all}%`;
  put(board.style, { width: `${100 * part.part * Math.min(1, w / h)}%`, aspectRatio: `${w} / ${h}` });
  put(board.lastChild, { hidden: !height });
  put(board.lastChild.style, {
    top: share(top, h), left: share(left, w), height: share(height, h), width: share(width, w),
  });
  board.catchUp();
}

const photosOf = (parts) =>
  parts.flatMap((part) => (part.parts ? photosOf(part.parts) : part.type === "photo" ? [part] : []));

// Gives photos their pictures, which come apart from the view: only when they change.
const withPictures = (parts, pictures) => parts.map((part) =>
  part.parts ? { ...part, parts: withPictures(part.parts, pictures) }
    : part.type === "photo" ? { ...part, source: pictures?.[part.key] ?? "" } : part);
