// Grids of cells: pointing at one shows it, a click pins it, arrow keys go from one to the next.

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const SHORT = 5; // characters of a note that a small cell has room for in a line
const MANY = 9; // rows: with more of them they are lower

function makeGrid(part, tell) {
  const grid = make("div", { className: "course-grid" });
  grid.setAttribute("role", "grid");
  grid.append(...makeRows(part));
  const width = part.cells[0].length;
  const pictures = part.cells.some((row) => row.some((cell) => cell.image));
  const column = pictures ? "auto" : "var(--cell)";
  grid.style.gridTemplateColumns = `${part.rows.length ? "auto " : ""}repeat(${width}, ${column})`;
  listen(grid, tell);
  const sign = make("span", { className: "course-sign" });
  sign.setAttribute("aria-hidden", "true");
  const frame = make("div", { className: "course-frame", hidden: true });
  frame.setAttribute("aria-hidden", "true");
  const board = make("div", { className: "course-board" }, grid, frame);
  return make("div", { className: "course-part" }, sign, make("figure", {}, make("figcaption"), board));
}

function makeRows(part) {
  const line = (...cells) => {
    const row = make("div", { className: "course-row" }, ...cells);
    row.setAttribute("role", "row");
    return row;
  };
  const heads = part.columns.map((text) => makeHead(text, "columnheader"));
  const corner = part.rows.length ? [makeHead("", "presentation")] : [];
  const top = part.columns.length ? [line(...corner, ...heads)] : [];
  return [...top, ...part.cells.map((cells, i) => {
    const head = part.rows.length ? [makeHead(part.rows[i], "rowheader")] : [];
    return line(...head, ...cells.map((_, j) => makeCell(i, j)));
  })];
}

function listen(grid, tell) {
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("button");
    if (cell) choose(grid, cell, tell);
  });
  let pointed = null; // the cell that was shown last because the pointer is over it
  grid.addEventListener("pointermove", (event) => {
    const cell = event.target.closest("button");
    if (!cell || !grid.told.hover || cell === pointed || event.pointerType === "touch") return;
    if (choose(grid, cell, tell, "preview")) pointed = cell;
  });
  grid.addEventListener("pointerleave", () => (pointed = null));
  grid.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("button");
    if (cell) write(grid, cell, tell);
  });
  grid.addEventListener("keydown", (event) => useKey(grid, event, tell));
  grid.addEventListener("focusin", (event) => {
    const cells = grid.querySelectorAll("button");
    for (const cell of cells) put(cell, { tabIndex: cell === event.target ? 0 : -1 });
  });
}

function showGrid(node, part) {
  const grid = node.querySelector(".course-grid");
  grid.told = part;
  put(node.querySelector(".course-sign"), { textContent: part.sign });
  put(node.querySelector("figcaption"), { textContent: part.caption });
  const [height, width] = [part.cells.length, part.cells[0].length];
  name(grid, "aria-label", `${part.caption || part.key}, ${height} by ${width}`);
  name(grid, "style", `${templateOf(grid)}--room: ${part.room}; --notes: ${part.notes};`);
  const looks = { noted: part.notes > 0, split: part.notes > SHORT && !part.whole, dense: height > MANY };
  put(grid.classList, { value: ["course-grid", ...Object.keys(looks).filter((key) => looks[key])].join(" ") });
  const inUse = grid.querySelector("button:focus")?.dataset;
  const [row, column] = inUse ? [Number(inUse.row), Number(inUse.column)] : part.picked ?? [0, 0];
  for (const button of grid.querySelectorAll("button")) {
    const [i, j] = [Number(button.dataset.row), Number(button.dataset.column)];
    showCell(button, part.cells[i][j], part, i, j);
    put(button, { tabIndex: i === row && j === column ? 0 : -1 });
  }
}

const templateOf = (grid) => `grid-template-columns: ${grid.style.gridTemplateColumns}; `;

// Lays a frame round the window of each grid, once all have their places. It slides there, but not
// where the page has moved and not the window.
function showFrames(root, slides = true) {
  for (const board of root.querySelectorAll(".course-board")) {
    showFrame(board.lastChild, board.firstChild, slides);
  }
}

// Where a grid is wider than the page, what lights up is brought into sight when it has moved.
function scrollTo(figure, first, last) {
  const place = [first, last].map(({ dataset }) => `${dataset.row} ${dataset.column}`).join();
  if (figure.dataset.lit === place) return;
  figure.dataset.lit = place;
  const [from, to] = [first.offsetLeft - 24, last.offsetLeft + last.offsetWidth + 8];
  if (from < figure.scrollLeft) figure.scrollLeft = from;
  else if (to > figure.scrollLeft + figure.clientWidth) {
    figure.scrollLeft = Math.min(from, to - figure.clientWidth);
  }
}

function showFrame(frame, grid, slides) {
  let lit = [...grid.querySelectorAll("button.window, button.fed")];
  if (grid.querySelector("button.window")) lit = [...grid.querySelectorAll("button:is(.window, .mark)")];
  const rows = new Set(lit.map((cell) => cell.dataset.row));
  const columns = new Set(lit.map((cell) => cell.dataset.column));
  const whole = lit.length > 0 && lit.length === rows.size * columns.size;
  const [first, last] = [lit[0], lit.at(-1)];
  const near = lit.filter((cell) => cell.matches(".now, .picked, :focus"));
  const seen = [near, lit, grid.querySelectorAll("button.picked")].find((cells) => cells.length);
  if (slides && seen) scrollTo(grid.closest("figure"), seen[0], [...seen].at(-1));
  const still = frame.hidden || !slides; // it appears where it belongs, and slides from there
  put(frame, { hidden: !whole });
  if (!whole) return;
  if (still) frame.style.transition = "none";
  put(frame.style, {
    width: `${last.offsetLeft + last.offsetWidth - first.offsetLeft}px`,
    height: `${last.offsetTop + last.offsetHeight - first.offsetTop}px`,
    transform: `translate(${first.offsetLeft}px, ${first.offsetTop}px)`,
  });
  if (still) requestAnimationFrame(() => (frame.style.transition = ""));
}

function choose(grid, cell, tell, how = "pick") {
  return !grid.told.quiet && tell(how, grid.told.key, Number(cell.dataset.row), Number(cell.dataset.column));
}

function useKey(grid, event, tell) {
  const cell = event.target.closest("button");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const [i, j] = [Number(cell.dataset.row), Number(cell.dataset.column)];
  const [rows, columns] = [grid.told.cells.length, grid.told.cells[0].length];
  const types = /^[-−0-9]$/.test(event.key);
  if (grid.told.edit && (types || event.key === "F2" || event.key === "Enter")) {
    write(grid, cell, tell, types ? event.key : undefined);
  } else if (event.key in ARROWS || event.key === "Home" || event.key === "End") {
    const [down, right] = ARROWS[event.key] ?? [0, event.key === "Home" ? -columns : columns];
    const row = Math.min(Math.max(i + down, 0), rows - 1);
    const column = Math.min(Math.max(j + right, 0), columns - 1);
    const next = grid.querySelector(`button[data-row="${row}"][data-column="${column}"]`);
    next?.focus(); // the last row may be shorter
    if (next) choose(grid, next, tell);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
