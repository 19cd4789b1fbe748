// Items beside grids: small maps to choose one, bars, and work to do.

// A figure with a caption above, and a note below; what is shown in it comes between.
function makeItem(className, ...body) {
  const sign = make("span", { className: "course-sign" });
  sign.setAttribute("aria-hidden", "true");
  const note = make("small", { className: "course-note" });
  const figure = make("figure", {}, make("figcaption"), ...body, note);
  return make("div", { className: `course-part ${className}` }, sign, figure);
}

function showItem(node, part) {
  put(node.querySelector(".course-sign"), { textContent: part.sign });
  put(node.querySelector("figcaption"), { textContent: part.caption });
  put(node.querySelector(".course-note"), { textContent: part.note });
}

// Lays an outline round some rows and columns of a map.
function showOutline(outline, box, part) {
  put(outline, { hidden: !box });
  if (!box) return;
  const [row, column, height, width] = box;
  put(outline.style, {
    top: `${(100 * row) / part.rows}%`,
    left: `${(100 * column) / part.columns}%`,
    height: `${(100 * height) / part.rows}%`,
    width: `${(100 * width) / part.columns}%`,
  });
}

function makeOutline(className) {
  return make("i", { className, hidden: true });
}

// A list of options of which one is picked: a click or an arrow key does it.
function makeList(part, tell) {
  const list = make("div", { className: "course-list" });
  list.setAttribute("role", "listbox");
  const choose = (option, how) => tell(how, list.told.key, Number(option.dataset.number), 0);
  list.addEventListener("click", (event) => {
    const option = event.target.closest("button");
    if (option) choose(option, "pick");
  });
  let pointed = null; // the option that was shown last because the pointer is over it
  list.addEventListener("pointermove", (event) => {
    const option = event.target.closest("button");
    if (!option || !list.told.hover || option === pointed || event.pointerType === "touch") return;
    if (choose(option, "preview") !== false) pointed = option;
  });
  list.addEventListener("pointerleave", () => (pointed = null));
  list.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && list.told.held) tell("free");
    const options = [...list.children];
    const across = options.filter((one) => one.offsetTop === options[0].offsetTop).length;
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across };
    const at = options.indexOf(event.target.closest("button"));
    const next = { Home: 0, End: options.length - 1 }[event.key] ?? at + steps[event.key];
    if (event.key in steps || ["Home", "End", "Escape"].includes(event.key)) {
      event.preventDefault();
      event.stopPropagation();
    }
    if (at < 0 || !options[next]) return;
    options[next].focus();
    choose(options[next], "pick");
  });
  return list;
}

// The option that has the focus, or else the one that is picked, is the list's one stop for Tab.
function showList(list, part, items, create, update) {
  list.told = part;
  name(list, "aria-label", `${part.caption}, ${part.note}`);
  keep(list, items.map((item, number) => ({ item, number })), ({ number }) => String(number),
    ({ number }) => {
      const option = create();
      option.dataset.number = number;
      option.setAttribute("role", "option");
      return option;
    },
    (option, { item, number }) => {
      update(option, item);
      name(option, "aria-label", item.name);
      name(option, "aria-selected", String(number === part.picked));
    });
  const inUse = list.querySelector("button:focus")?.dataset.number;
  const stop = Number(inUse ?? part.picked ?? 0);
  [...list.children].forEach((option, i) => put(option, { tabIndex: i === stop ? 0 : -1 }));
}

function makeMaps(part, tell) {
  return makeItem("course-maps", makeList(part, tell));
}

function showMaps(node, part) {
  showItem(node, part);
  const list = node.querySelector(".course-list");
  list.style.setProperty("--across", part.across);
  const create = () =>
    make("button", { type: "button" }, make("img", { alt: "" }), makeOutline("course-outline"));
  showList(list, part, part.thumbs, create, (option, thumb) => {
    name(option.firstChild, "src", thumb.image);
    showOutline(option.lastChild, thumb.box, part);
  });
}

function makeBars(part, tell) {
  return makeItem("course-bars", makeList(part, tell));
}

function showBars(node, part) {
  showItem(node, part);
  const create = () =>
    make("button", { type: "button" }, make("span"), make("i", {}, make("i")), make("b"));
  showList(node.querySelector(".course-list"), part, part.bars, create, (option, bar) => {
    const [label, track, text] = option.children;
    put(label, { textContent: `${bar.label} ` }); // read with its number: a space between them
    put(track.firstChild.style, { width: bar.width });
    put(text, { textContent: bar.text });
  });
}

// Work that the kernel does piece by piece: each view asks for the next piece, once.
function makeWork() {
  return make("div", { hidden: true });
}

function showWork(node, part, tell) {
  const fresh = part.piece !== null && node.piece !== part.piece;
  node.piece = part.piece;
  if (fresh) tell("go on", part.piece);
}
