// A form for predictions: it sends what is typed to the Python side, and shows what that says.

const PATIENCE = 3000; // milliseconds, until a kernel that does not answer is told of
let count = 0;

function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  // JupyterLab would take keys for its own shortcuts from whatever has the focus.
  if (["button", "input"].includes(tag)) node.dataset.lmSuppressShortcuts = "true";
  node.append(...children);
  return node;
}

function makeField(question, id) {
  if (!question.choices.length) {
    const field = make("input", { id, type: "text", autocomplete: "off", spellcheck: false });
    return { nodes: [field], read: () => field.value, write: (text) => (field.value = text), field };
  }
  const options = question.choices.map((text, i) =>
    make("input", { type: "radio", name: id, id: `${id}-${i}`, value: text }));
  const nodes = options.map((option, i) =>
    make("label", { className: "course-option", htmlFor: option.id }, option, question.choices[i]));
  return {
    nodes,
    read: () => options.find((option) => option.checked)?.value ?? "",
    write: (text) => options.forEach((option) => (option.checked = option.value === text)),
    field: null,
  };
}

function makeQuestion(question, tell) {
  const id = `course-predict-${(count += 1)}`;
  const { nodes, read, write, field } = makeField(question, id);
  const ask = () => tell("answer", question.key, read());
  const button = (text, onclick) =>
    make("button", { type: "button", className: "course-button", textContent: text, onclick });
  const buttons = [button("Check", ask), button("Show me", () => tell("show", question.key))];
  buttons.forEach((node) => node.setAttribute("aria-label", `${node.textContent}: ${question.asks}`));
  const hint = make("small", { id: `${id}-format`, textContent: `Type ${question.format}.` });
  if (!field) hint.textContent = "Choose one.";
  const said = make("p");
  const way = make("p", { className: "way" });
  const live = make("div", {}, said, way);
  live.setAttribute("role", "status");
  const title = field
    ? make("label", { className: "course-asks", htmlFor: id, textContent: question.asks })
    : make("legend", { textContent: question.asks });
  if (field) {
    field.setAttribute("aria-describedby", hint.id);
    field.addEventListener("keydown", (event) => event.key === "Enter" && ask());
  }
  const row = make("div", { className: "course-row" });
  row.append(...(field ? nodes : []), ...buttons);
  const node = make("fieldset", {}, title, hint, ...(field ? [] : nodes), row, live);
  const update = (now, first) => {
    if (first) write(now.guess);
    said.textContent = now.said;
    said.className = now.right ? "right" : "wrong";
    way.textContent = now.way;
  };
  return { node, update };
}

function render({ model, el }) {
  let waiting = null;
  const problem = make("p", { className: "course-problem", hidden: true });
  problem.setAttribute("role", "alert");
  const tell = (kind, ...rest) => {
    const id = `${Date.now()}-${(count += 1)}`;
    waiting = id;
    model.send({ id, do: kind, with: rest });
    setTimeout(() => {
      if (waiting !== id) return;
      problem.textContent = "No answer came. Run this cell again.";
      problem.hidden = false;
    }, PATIENCE);
  };
  const asked = model.get("view").questions.map((question) => makeQuestion(question, tell));
  const root = make("div", { className: "course-form course-predict" });
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "Your prediction");
  root.append(...asked.map((one) => one.node), problem);
  const update = (first) => {
    const view = model.get("view");
    if (view.answered === waiting) {
      waiting = null;
      problem.hidden = true;
    }
    view.questions.forEach((question, i) => asked[i].update(question, first));
  };
  const changed = () => update(false);
  update(true);
  model.on("change:view", changed);
  el.append(root);
  return () => model.off("change:view", changed);
}

export default { render };
