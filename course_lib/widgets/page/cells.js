// The cells of a grid: real buttons, each with a text, a note, a name, and perhaps a picture.

function makeHead(text, role) {
  const node = make("span", { className: "course-head", textContent: text });
  if (text.length > 3 && role === "columnheader") node.classList.add("long");
  node.setAttribute("role", role);
  return node;
}

function makeCell(row, column) {
  const cell = make("button", { type: "button" }, make("span"), make("small"));
  Object.assign(cell.dataset, { row, column });
  cell.setAttribute("role", "gridcell");
  return cell;
}

function showCell(button, cell, part, i, j) {
  const picked = part.picked?.[0] === i && part.picked?.[1] === j;
  put(button, { className: `${cell.kind ?? ""}${picked ? " picked" : ""}` });
  put(button.querySelector(":scope > span"), { textContent: cell.text });
  showNote(button.lastChild, cell.note ?? "");
  showPicture(button, cell.image);
  put(button.style, { backgroundColor: cell.fill ?? "", color: cell.ink ?? "" });
  name(button, "aria-selected", String(picked));
  const where = `row ${part.rows[i] ?? i}, column ${part.columns[j] ?? j}`;
  name(button, "aria-label", `${where}: ${cell.name ?? cell.text}`);
}

// A factor and, where there is one, its product: in a small cell one stands below the other.
function showNote(node, note) {
  if (node.textContent === note) return;
  const at = note.indexOf("=");
  const halves = at < 0 ? [note] : [note.slice(0, at), note.slice(at)];
  node.replaceChildren(...halves.filter(Boolean).map((textContent) => make("span", { textContent })));
}

function showPicture(button, source) {
  let image = button.querySelector("img");
  if (!source) return image?.remove();
  if (!image) button.prepend((image = make("img", { alt: "" }))); // the button has a name
  name(image, "src", source);
}
