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
  const oninput = (event) => tell("set", control.name, event.target.valueAsNumber);
  const input = make("input", { id, type: "range", step: 1, oninput });
  // A slider says its value by itself, so this is for the eye only.
  const value = make("b", { ariaHidden: "true" });
  return make("span", {}, label, input, value);
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
    put(node.querySelector("b"), { textContent: String(control.value) });
  }
}
