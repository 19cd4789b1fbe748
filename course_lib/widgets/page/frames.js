// The frames of a walk: what one of them shows, whole or term by term.

// Returns what a frame shows: the first one, with what changed; term by term, with its terms so far.
function frameOf(frames, number, term) {
  const frame = frames[number];
  const parts = structuredClone(frames[0].parts);
  const grids = gridsOf(parts);
  for (const change of frame.changes) {
    Object.assign(grids[change.grid], change.others);
    for (const [i, j, cell] of change.cells) grids[change.grid].cells[i][j] = cell;
  }
  if (term === null || !frame.terms.length) return { parts, lines: frame.lines };
  const [line, cells] = frame.terms[term];
  const find = (key) => grids.find((grid) => grid.key === key);
  for (const [key, i, j] of cells) {
    const cell = find(key).cells[i][j];
    find(key).cells[i][j] = { ...cell, kind: `${cell.kind ?? ""} now` };
  }
  if (!frame.filled || term === frame.terms.length - 1) return { parts, lines: [line, ...rest(frame)] };
  const [key, i, j] = frame.filled;
  find(key).cells[i][j] = { text: "…", name: "not there yet" };
  for (const [, told] of frame.terms) for (const [key, i, j] of told) hideWinner(find(key).cells[i][j]);
  return { parts, lines: [line, ...rest(frame).filter((text) => !/ tie for /.test(text))] };
}

// A line that is a sum. While it grows, the line of a term stands in its place; the rest is told on.
const SUM = /^((channel \d+|Keras|PyTorch): )?[−∞\d.]+ = /;
const rest = (frame) => frame.lines.filter((text, i) => i && !SUM.test(text));

// Which number is the largest is not shown before all were compared.
function hideWinner(cell) {
  if (cell.note !== "▲") return;
  cell.kind = cell.kind.replace("mark", "window");
  delete cell.note;
  cell.name = cell.name.replace(", the largest of the window", "");
}

const gridsOf = (parts) =>
  parts.flatMap((part) => (part.parts ? gridsOf(part.parts) : part.type === "grid" ? [part] : []));
