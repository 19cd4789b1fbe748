// Making and changing nodes. What is there already is changed in place: a rebuilt cell would lose
// the keyboard's focus.

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

// For ids. Each explorer of a page has a module of its own: they begin far from each other.
let count = Math.floor(Math.random() * 2 ** 48);
