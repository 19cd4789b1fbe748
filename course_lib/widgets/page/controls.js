// Sliders, lists, switches and buttons: each tells the kernel what was set or pressed.

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
  const oninput = () => tell("set", control.name, stopped(input));
  const input = make("input", { id, type: "range", step: 1, oninput });
  // A slider says its value by itself, so this is for the eye only.
  const value = make("b", { ariaHidden: "true" });
  return make("span", {}, label, input, value);
}

// A slider with stops goes on to the next of them, the way that it was moved.
function stopped(input) {
  const now = input.valueAsNumber, before = Number(input.dataset.now);
  const stops = input.dataset.stops ? input.dataset.stops.split(",").map(Number) : [now];
  const next = now < before ? stops.findLast((stop) => stop <= now) : stops.find((stop) => stop >= now);
  input.value = next;
  input.dataset.now = next;
  return next;
}

// While a slider is dragged, an answer to where it was before must not pull it back.
function showControl(node, control, busy) {
  const disabled = Boolean(control.disabled);
  if (control.type === "button") return put(node, { textContent: control.label, disabled });
  put(node.querySelector("label"), { textContent: control.label });
  const input = node.querySelector("input, select");
  put(input, { disabled });
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
  const held = busy && node.contains(document.activeElement);
  if (!held) put(input, { value: String(control.value) });
  if (control.type === "slider") {
    if (!held) input.dataset.now = control.value;
    input.dataset.stops = control.stops ?? "";
    put(node.querySelector("b"), { textContent: String(control.value).replace("-", "−") });
  }
}
