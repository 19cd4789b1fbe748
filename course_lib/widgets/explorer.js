// Shows the view that the Python side keeps, and tells it what the learner does.
// What is there already is changed in place: a rebuilt cell would lose the keyboard's focus.

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  // JupyterLab would take keys for its own shortcuts from whatever has the focus.
  if (["button", "input", "select"].includes(tag)) node.dataset.lmSuppressShortcuts = "true";
  node.append(...children);
  return node;
}

function put(node, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (node[name] !== value) node[name] = value;
  }
}

function name(node, attribute, value) {
  if (node.getAttribute(attribute) !== value) node.setAttribute(attribute, value);
}

// Shows a list of items: the node of an item is kept as long as its key and its form stay.
function keep(parent, items, form, create, update) {
  const old = new Map([...parent.children].map((node) => [node.dataset.form, node]));
  const nodes = items.map((item) => {
    const node = old.get(form(item)) ?? create(item);
    node.dataset.form = form(item);
    update(node, item);
    return node;
  });
  // What goes is removed first: a node that had to be moved would lose the keyboard's focus.
  [...parent.children].forEach((node) => nodes.includes(node) || node.remove());
  nodes.forEach((node, i) => {
    if (parent.children[i] !== node) parent.insertBefore(node, parent.children[i] ?? null);
  });
}

// --- Controls -------------------------------------------------------------------------------

let count = 0;

function makeControl(control, tell) {
  if (control.type === "button") {
    const press = () => tell("press", control.name);
    return make("button", { type: "button", className: "course-button", onclick: press });
  }
  const id = `course-control-${(count += 1)}`;
  const label = make("label", { htmlFor: id });
  if (control.type === "choice") {
    const onchange = (event) => tell("set", control.name, event.target.value);
    return make("span", {}, label, make("select", { id, onchange }));
  }
  if (control.type === "switch") {
    const onchange = (event) => tell("set", control.name, event.target.checked);
    return make("span", {}, make("input", { id, type: "checkbox", onchange }), label);
  }
  if (control.type === "number") {
    const onchange = (event) => tell("set", control.name, event.target.valueAsNumber);
    return make("span", {}, label, make("input", { id, type: "number", step: 1, onchange }));
  }
  const oninput = (event) => tell("set", control.name, event.target.valueAsNumber);
  const input = make("input", { id, type: "range", step: 1, oninput });
  // A slider says its value by itself, so this is for the eye only.
  const value = make("b", { ariaHidden: "true" });
  return make("span", {}, label, input, value);
}

function showControl(node, control, busy) {
  if (control.type === "button") return put(node, { textContent: control.label });
  put(node.querySelector("label"), { textContent: control.label });
  const input = node.querySelector("input, select");
  if (control.type === "switch") return put(input, { checked: control.value });
  if (control.type === "choice") {
    const texts = control.options.join("\n");
    if (input.dataset.texts !== texts) {
      input.dataset.texts = texts;
      input.replaceChildren(...control.options.map((text) => make("option", { textContent: text })));
    }
    return put(input, { value: control.value });
  }
  put(input, { min: String(control.least), max: String(control.most) });
  // While it is dragged, an answer to where it was before must not pull it back.
  if (!(busy && node.contains(document.activeElement))) put(input, { value: String(control.value) });
  if (control.type === "slider") {
    put(node.querySelector("b"), { textContent: String(control.value) });
  }
}

// --- Grids ----------------------------------------------------------------------------------

function makeHead(text, role) {
  const node = make("span", { className: "course-head", textContent: text });
  node.setAttribute("role", role);
  return node;
}

function makeCell(row, column) {
  const cell = make("button", { type: "button" }, make("span"), make("small"));
  Object.assign(cell.dataset, { row, column });
  cell.setAttribute("role", "gridcell");
  return cell;
}

function makeGrid(part, tell) {
  const grid = make("div", { className: "course-grid" });
  grid.setAttribute("role", "grid");
  if (part.columns.length) {
    const corner = part.rows.length ? [makeHead("", "presentation")] : [];
    const heads = part.columns.map((text) => makeHead(text, "columnheader"));
    const row = make("div", { className: "course-row" }, ...corner, ...heads);
    row.setAttribute("role", "row");
    grid.append(row);
  }
  part.cells.forEach((cells, i) => {
    const head = part.rows.length ? [makeHead(part.rows[i], "rowheader")] : [];
    const row = make("div", { className: "course-row" }, ...head, ...cells.map((_, j) => makeCell(i, j)));
    row.setAttribute("role", "row");
    grid.append(row);
  });
  const width = part.cells[0].length;
  grid.style.gridTemplateColumns = `${part.rows.length ? "auto " : ""}repeat(${width}, auto)`;
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("button");
    if (cell) choose(grid, cell, tell);
  });
  grid.addEventListener("mouseover", (event) => {
    const cell = event.target.closest("button");
    if (cell && grid.told.hover && !cell.contains(event.relatedTarget)) choose(grid, cell, tell);
  });
  grid.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("button");
    if (cell) write(grid, cell, tell);
  });
  grid.addEventListener("keydown", (event) => useKey(grid, event, tell));
  grid.addEventListener("focusin", (event) => {
    const cells = grid.querySelectorAll("button");
    for (const cell of cells) put(cell, { tabIndex: cell === event.target ? 0 : -1 });
  });
  const sign = make("span", { className: "course-sign" });
  sign.setAttribute("aria-hidden", "true");
  return make("div", { className: "course-part" }, sign, make("figure", {}, make("figcaption"), grid));
}

function showGrid(node, part) {
  const grid = node.querySelector(".course-grid");
  grid.told = part;
  put(node.querySelector(".course-sign"), { textContent: part.sign });
  put(node.querySelector("figcaption"), { textContent: part.caption });
  name(grid, "aria-label", part.caption);
  const inUse = grid.querySelector("button:focus")?.dataset;
  const [row, column] = inUse ? [Number(inUse.row), Number(inUse.column)] : part.picked ?? [0, 0];
  for (const button of grid.querySelectorAll("button")) {
    const [i, j] = [Number(button.dataset.row), Number(button.dataset.column)];
    showCell(button, part.cells[i][j], part, i, j);
    put(button, { tabIndex: i === row && j === column ? 0 : -1 });
  }
}

function showCell(button, cell, part, i, j) {
  const picked = part.picked?.[0] === i && part.picked?.[1] === j;
  put(button, { className: `${cell.kind ?? ""}${picked ? " picked" : ""}` });
  put(button.querySelector("span"), { textContent: cell.text });
  put(button.lastChild, { textContent: cell.note ?? "" });
  showPicture(button, cell.image);
  put(button.style, { backgroundColor: cell.fill ?? "", color: cell.ink ?? "" });
  name(button, "aria-selected", String(picked));
  const where = `row ${part.rows[i] ?? i}, column ${part.columns[j] ?? j}`;
  name(button, "aria-label", `${where}: ${cell.name ?? cell.text}`);
}

function showPicture(button, source) {
  let image = button.querySelector("img");
  if (!source) return image?.remove();
  if (!image) button.prepend((image = make("img", { alt: "" }))); // the button has a name
  name(image, "src", source);
}

function choose(grid, cell, tell) {
  if (grid.told.quiet) return;
  tell("pick", grid.told.key, Number(cell.dataset.row), Number(cell.dataset.column));
}

function useKey(grid, event, tell) {
  const cell = event.target.closest("button");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const [i, j] = [Number(cell.dataset.row), Number(cell.dataset.column)];
  const [rows, columns] = [grid.told.cells.length, grid.told.cells[0].length];
  const types = /^[-−0-9.,]$/.test(event.key);
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

// Puts a field over a cell: Enter takes the number, Escape leaves things as they were.
function write(grid, cell, tell, text = cell.querySelector("span").textContent) {
  if (!grid.told.edit) return;
  const label = `New number for ${cell.getAttribute("aria-label")}`;
  const field = make("input", { className: "course-field", value: text, inputMode: "decimal" });
  field.setAttribute("aria-label", label);
  const place = [grid.told.key, Number(cell.dataset.row), Number(cell.dataset.column)];
  const before = cell.querySelector("span").textContent;
  let open = true;
  const close = (take, back) => {
    if (!open) return;
    open = false;
    if (take && field.value !== before) tell("write", ...place, field.value);
    field.remove();
    if (back) cell.focus();
  };
  field.addEventListener("blur", () => close(true, false));
  field.addEventListener("click", (event) => event.stopPropagation());
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter" || event.key === "Escape") close(event.key === "Enter", true);
  });
  cell.after(field);
  Object.assign(field.style, {
    left: `${cell.offsetLeft}px`,
    top: `${cell.offsetTop}px`,
    width: `${cell.offsetWidth}px`,
    height: `${cell.offsetHeight}px`,
  });
  field.focus();
  if (text === before) field.select();
}

// --- Pictures, the quiz, and all together ---------------------------------------------------

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

function makeColumn() {
  const sign = make("span", { className: "course-sign" });
  sign.setAttribute("aria-hidden", "true");
  return make("div", { className: "course-part" }, sign, make("div", { className: "course-column" }));
}

function showColumn(node, part, tell) {
  put(node.firstChild, { textContent: part.sign });
  showParts(node.lastChild, part.parts, tell);
}

const MAKE = {
  grid: makeGrid,
  image: makeImage,
  column: makeColumn,
  break: () => make("div", { className: "course-break" }),
};
const SHOW = { grid: showGrid, image: showImage, column: showColumn, break: () => {} };

// A grid is made anew when its edges or its size change.
const form = (part) =>
  [part.type, part.key, part.rows, part.columns, part.cells?.map((row) => row.length)].join("|");

// What stands before a part that begins a line.
const lineBreak = (part) => (part.new_line ? [{ type: "break", key: part.key }] : []);

function showParts(node, parts, tell) {
  keep(
    node, parts.flatMap((part) => [...lineBreak(part), part]), form,
    (part) => MAKE[part.type](part, tell),
    (child, part) => SHOW[part.type](child, part, tell),
  );
}

function makeQuiz(tell) {
  const id = `course-control-${(count += 1)}`;
  const label = make("label", { htmlFor: id });
  const answer = () => tell("answer", field.value);
  const field = make("input", { id, type: "text", inputMode: "decimal", autocomplete: "off" });
  field.addEventListener("keydown", (event) => event.key === "Enter" && answer());
  const next = () => {
    field.value = "";
    field.focus();
    tell("next");
  };
  const button = (text, onclick) =>
    make("button", { type: "button", textContent: text, className: "course-button", onclick });
  const buttons = [button("Check", answer), button("Next question", next)];
  return make("div", { className: "course-quiz" }, label, field, ...buttons, make("p"));
}

function showQuiz(quiz, question) {
  put(quiz, { hidden: !question });
  if (!question) return;
  put(quiz.querySelector("label"), { textContent: question.label });
  put(quiz.querySelector("p"), { textContent: question.said });
  put(quiz.querySelector("p"), { className: question.right ? "right" : "wrong" });
}

function render({ model, el }) {
  let waiting = null; // for the answer to the last message
  const tell = (kind, ...rest) => {
    waiting = `${Date.now()}-${(count += 1)}`;
    root.ariaBusy = "true";
    model.send({ id: waiting, do: kind, with: rest });
  };
  const controls = make("div", { className: "course-controls" });
  const parts = make("div", { className: "course-parts" });
  const lines = make("div", { className: "course-lines" });
  const quiz = makeQuiz(tell);
  const said = make("div", { className: "course-said" });
  said.setAttribute("role", "status");
  const problem = make("p", { className: "course-problem" });
  const shown = [controls, parts, problem, quiz, lines, said];
  const root = make("div", { className: "course-explorer" }, ...shown);
  root.setAttribute("role", "group");
  const update = () => {
    const view = model.get("view");
    const busy = waiting !== null && view.answered !== waiting;
    if (!busy) root.ariaBusy = "false";
    name(root, "aria-label", view.title);
    keep(controls, view.controls, (c) => c.type + c.name, (c) => makeControl(c, tell),
      (node, control) => showControl(node, control, busy));
    showParts(parts, view.parts, tell);
    keep(lines, view.lines.map((text, i) => ({ text, i })), (line) => String(line.i),
      () => make("p"), (node, line) => put(node, { textContent: line.text }));
    showQuiz(quiz, view.question);
    put(problem, { textContent: view.problem, hidden: !view.problem });
    put(said, { textContent: view.said });
  };
  update();
  model.on("change:view", update);
  el.append(root);
  return () => model.off("change:view", update);
}

export default { render };
