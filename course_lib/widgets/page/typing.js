// Typing a number over a cell.

// Puts a field over a cell: Enter takes the number, Escape leaves things as they were.
function write(grid, cell, tell, text = cell.querySelector("span").textContent) {
  if (!grid.told.edit) return;
  const place = [grid.told.key, Number(cell.dataset.row), Number(cell.dataset.column)];
  if (cell.classList.contains("padding")) return tell("write", ...place, "0"); // is told why not
  const label = `New number for ${cell.getAttribute("aria-label")}`;
  const field = make("input", { className: "course-field", value: text, inputMode: "decimal" });
  field.setAttribute("aria-label", label);
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
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault(); // Enter would click the cell, too: what is wrong would be gone at once
    close(event.key === "Enter", true);
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
