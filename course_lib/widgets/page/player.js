// Playing a walk: all its frames come at once, so that it goes on while the kernel computes.

const STEPS = { ",": -1, ".": 1 };
const TYPED = 400; // milliseconds in which a number is typed on
const PLAY = "Play (space on a number)";
const SPEEDS = { slow: 1200, normal: 600, fast: 150 }; // milliseconds a step

// Names a button, for the pointer and for who hears it.
function call(node, label) {
  name(node, "aria-label", label);
  put(node, { title: label });
}

function makePlayer(root, tell, draw) {
  const state = { walk: null, frames: null, place: null, timer: 0, wishes: [] };
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const id = `course-control-${(count += 1)}`;
  const button = (text, label, key, onclick) => {
    const node = make("button", { type: "button", className: "course-button", textContent: text, onclick });
    node.setAttribute("aria-keyshortcuts", key);
    call(node, label);
    return node;
  };
  const play = button("▶ Play", PLAY, "Space", () => toggle());
  const back = button("◀", "Step back (,)", ",", () => step(-1));
  const forward = button("▶❙", "Step forward (.)", ".", () => step(1));
  const range = make("input", { type: "range", min: 0, step: 1, oninput: () => goTo(range.valueAsNumber) });
  range.setAttribute("aria-label", "Step");
  const told = make("span", { className: "course-step" });
  const speed = make("select", { id: `${id}-speed` }, ...Object.keys(SPEEDS).map((text) =>
    make("option", { textContent: text, selected: text === "normal" })));
  const byTerm = make("input", { id, type: "checkbox", onchange: () => changeTerms() });
  const labelled = (text, node) => make("label", { htmlFor: node.id, textContent: text });
  const why = make("small");
  const terms = make("span", {}, byTerm, labelled("Term by term", byTerm), why);
  const node = make("div", { className: "course-player" }, back, play, forward, range, told,
    make("span", {}, labelled("Speed", speed), speed), terms);
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", "Player");

  const growing = () => byTerm.checked && !byTerm.disabled;
  // A walk is a list of places: a frame and, term by term, how many of its terms are there.
  const places = () => {
    if (!state.frames) return Array.from({ length: state.walk?.count ?? 0 }, (_, i) => [i, null]);
    return state.frames.flatMap((frame, i) =>
      growing() && frame.terms.length ? frame.terms.map((_, t) => [i, t]) : [[i, null]]);
  };
  // A frame without terms is complete: it stands where its last term does.
  const index = () => (state.place === null ? -1 : places().findLastIndex(([i, t]) =>
    i === state.place[0] && (t === state.place[1] || state.place[1] === null)));
  const refresh = () => {
    const [now, last] = [index(), places().length - 1];
    put(range, { max: String(last), value: String(Math.max(now, 0)) });
    put(told, { textContent: now < 0 ? `${last + 1} steps` : `Step ${now + 1} of ${last + 1}` });
    name(range, "aria-valuetext", told.textContent);
    name(back, "aria-disabled", String(now <= 0));
    name(forward, "aria-disabled", String(now === last));
    root.classList.toggle("plays", Boolean(state.timer));
    put(play, { textContent: state.timer ? "❙❙ Pause" : "▶ Play", hidden: still.matches });
    call(play, state.timer ? "Pause (space on a number)" : PLAY);
  };
  const show = () => {
    if (state.place) draw(frameOf(state.frames, ...state.place));
    refresh();
  };
  // Where a number was growing, all of it is there once it does not grow term by term.
  const changeTerms = () => {
    stop();
    if (state.place && !byTerm.checked) state.place = [state.place[0], null];
    if (state.frames) show();
    else refresh();
  };
  // Does something with the frames: now, or when they have come.
  const withFrames = (wish, others = []) => {
    if (state.frames) return wish();
    const asked = state.wishes.length > 0;
    state.wishes = [...others, wish];
    if (!asked) tell("frames");
  };
  const put1 = (at) => {
    state.place = places()[at];
    show();
  };
  const goTo = (at) => {
    stop(false);
    withFrames(() => {
      put1(Math.min(Math.max(at, 0), places().length - 1));
      tell("walk", state.place[0]);
    });
  };
  // Steps that are asked for before the frames have come are all gone then.
  const step = (by) => {
    if (state.timer) stop(false);
    withFrames(() => {
      const next = index() + by;
      if (next >= 0 && next < places().length) goTo(next);
    }, state.wishes);
  };
  const tick = (now) => {
    if (!state.timer) return;
    if (now >= state.due) {
      const pause = SPEEDS[speed.value] * (growing() ? 0.7 : 1);
      state.due = Math.max(state.due + pause, now);
      if (index() >= places().length - 1) return stop();
      put1(index() + 1);
    }
    state.timer = requestAnimationFrame(tick);
  };
  const toggle = () => {
    if (state.timer) return stop();
    if (still.matches) return step(1);
    withFrames(() => {
      if (index() >= places().length - 1) state.place = null;
      state.due = 0;
      state.timer = requestAnimationFrame(tick);
      put1(index() + 1);
      state.due = performance.now() + SPEEDS[speed.value];
    });
  };
  // Stands still where it is; the kernel is told the place.
  const stop = (telling = true) => {
    state.wishes = [];
    if (!state.timer) return;
    cancelAnimationFrame(state.timer);
    state.timer = 0;
    refresh();
    if (telling && state.place) tell("walk", state.place[0]);
  };

  // Takes a new view; tells whether the page keeps what the player has drawn.
  const follow = (view, busy) => {
    const changed = view.walk?.numbers !== state.walk?.numbers;
    // Other colours are other frames, of the same walk: it stays at its term.
    const term = changed && state.place?.[1] != null && view.walk?.at === state.place[0];
    if (changed) {
      stop(false);
      Object.assign(state, { frames: null, place: term ? state.place : null, wishes: [] });
    }
    state.walk = view.walk;
    if (term) withFrames(show);
    put(node, { hidden: !view.walk });
    put(terms, { hidden: !view.walk?.terms });
    put(byTerm, { disabled: Boolean(view.walk?.why) });
    put(why, { textContent: view.walk?.why ?? "" });
    const playing = Boolean(state.timer);
    if (!playing && !busy) {
      const at = view.walk?.at ?? null;
      if (at === null) state.place = null;
      else if (state.place?.[0] !== at) state.place = [at, null];
    }
    refresh();
    const inside = state.frames && state.place?.[1] != null; // between the terms of a step
    if (inside && !playing && !busy) show();
    return playing || Boolean(state.place && state.frames && (busy || inside));
  };
  const take = (message) => {
    if (!message.frames || message.numbers !== state.walk?.numbers) return;
    state.frames = message.frames;
    const { wishes } = state;
    state.wishes = [];
    for (const wish of wishes) wish();
  };
  // A point over a number steps, and may begin a number, such as .5: then a digit follows at once.
  // After a digit it is part of a number, whether that was taken or not.
  let [stepped, digit] = [-TYPED, -TYPED];
  const isTyped = (event, cell) => {
    const [grid, now] = [cell.closest(".course-grid"), performance.now()];
    if (/^[0-9]$/.test(event.key)) {
      const begun = now - stepped < TYPED && grid.told.edit;
      digit = begun ? -TYPED : now;
      if (!begun) return false;
      [state.wishes, stepped] = [[], -TYPED];
      write(grid, cell, tell, `0.${event.key}`);
      return true;
    }
    if (!(event.key in STEPS)) return false;
    if (now - digit < TYPED) return true;
    stepped = now;
    return false;
  };
  const pressed = (event) => {
    const typing = event.target.matches("select, input:not([type=checkbox], [type=range])");
    if (!state.walk || typing || event.ctrlKey || event.metaKey) return;
    const cell = event.target.matches("[role=gridcell]"); // elsewhere, space is for what has the focus
    if (cell && event.type === "keydown" && isTyped(event, event.target)) {
      event.preventDefault();
      return event.stopPropagation();
    }
    const known = { ",": () => step(-1), ".": () => step(1), ...(cell ? { " ": toggle } : {}) };
    if (!(event.key in known)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.type === "keydown") known[event.key]();
  };
  root.addEventListener("keydown", pressed, true);
  root.addEventListener("keyup", pressed, true); // a button is clicked when space is let go
  const forget = stopWhereLeft(root, node, still, stop, refresh);
  refresh();
  const reset = () => {
    put(speed, { value: "normal" });
    put(byTerm, { checked: false });
    changeTerms();
  };
  return { node, follow, take, forget, stop, reset, playing: () => Boolean(state.timer) };
}

// Stops at a click anywhere but on the player, and when the explorer is left or out of sight.
function stopWhereLeft(root, node, still, stop, refresh) {
  const down = (event) => node.contains(event.target) || stop();
  const away = (event) => root.contains(event.relatedTarget) || !event.relatedTarget || stop();
  const hidden = () => document.hidden && stop();
  const motion = () => (still.matches && stop(), refresh());
  const seen = new IntersectionObserver(([entry]) => entry.isIntersecting || stop());
  document.addEventListener("pointerdown", down, true);
  root.addEventListener("focusout", away);
  document.addEventListener("visibilitychange", hidden);
  still.addEventListener("change", motion);
  seen.observe(root);
  return () => {
    stop(false);
    seen.disconnect();
    document.removeEventListener("pointerdown", down, true);
    document.removeEventListener("visibilitychange", hidden);
    still.removeEventListener("change", motion);
  };
}
