// Small cells: on a narrow page, and where large ones would break a line of grids into several.

const NARROW = 600; // pixels

// Makes cells as large as they fit. It is found out anew only when sizes have changed.
function fit(root, parts) {
  const nodes = [...parts.querySelectorAll("[data-form]")];
  const grids = [...parts.querySelectorAll(".course-grid")];
  const sizes = [parts.clientWidth, ...nodes.map(({ dataset }) => dataset.form), ...grids.map(({ style }) => style.cssText)].join();
  if (!parts.clientWidth || parts.dataset.sizes === sizes) return;
  parts.dataset.sizes = sizes;
  root.classList.remove("course-small");
  root.classList.toggle("course-small", parts.clientWidth <= NARROW || isCrowded(parts));
}

// Whether a part stands in a further line than it should, or is wider than its place.
function isCrowded(parts) {
  const shown = [...parts.children].filter((part) => part.offsetWidth);
  const isAlone = (part) => part.offsetWidth > 0.95 * parts.clientWidth; // a break, or a wide part
  const isBroken = (part, i) =>
    i && part.offsetLeft <= shown[i - 1].offsetLeft && !isAlone(part) && !isAlone(shown[i - 1]);
  const isWide = (figure) => figure.scrollWidth > figure.clientWidth;
  return shown.some(isBroken) || [...parts.querySelectorAll("figure")].some(isWide);
}
