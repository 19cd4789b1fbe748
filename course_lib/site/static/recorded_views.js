// An explorer whose views were recorded one by one, and where each click leads.

courseRecorded.kinds.views = (data) => courseRecorded.standIn(({ kept, show, refuse, send }) => {
  const read = courseRecorded.reader(data.table);
  const { source, walked } = data;
  let [setting, picked] = data.start;
  let [pinned, colours] = [false, data.colours];
  let quiz = null;
  const numbers = () => `${setting} ${colours}`; // which frames the page has
  const seen = (asks) => {
    const hidden = source >= 0 && picked[source] !== data.none ? data.hidden : [];
    const covers = asks ? hidden : [...hidden, ...data.unasked];
    return picked.map((number, i) => (covers.includes(i) ? "" : number)).join(",");
  };
  const draw = (message, news = "", step = "") => {
    const { brief, ...view } = read(data.settings[setting].views[seen(false)]);
    const said = news ? `${news} ${brief}` : view.said;
    const pins = pinned || picked[walked] !== data.none;
    const shown = { ...view, said, problem: "", pinned: pins, question: null };
    const whole = quiz ? { ...shown, ...asked(news, step) } : shown;
    const walk = whole.walk && { ...whole.walk, numbers: numbers() };
    show(courseRecorded.paint({ ...whole, walk }, colours), message);
  };
  // What is shown differently while the quiz asks.
  const asked = (news, step) => {
    const { shown, places, controls } = data.settings[setting].quiz;
    const covered = quiz.empty ? { walk: null } : courseRecorded.cover(shown[seen(true)], places, quiz, read);
    const question = quiz.question();
    const told = step && !quiz.empty && covered.lines.join(" ");
    const said = [news, question.said || question.label, told].filter(Boolean).join(" ");
    return { ...covered, controls: read(controls), question, said };
  };
  const begin = (asks) => {
    quiz = asks ? courseRecorded.quiz(read(data.settings[setting].quiz.questions), quiz) : null;
    if (quiz) put(quiz.leads());
  };
  // Goes on with the quiz, and shows what it asks for.
  const ask = (message, how, ...what) => {
    if (!quiz) return refuse(message);
    const { done } = quiz.question();
    if (how === "showMe" && done) return show(kept.view, message);
    quiz[how](...what);
    if (how === "next" || !done) put(quiz.leads());
    draw(message, "", how === "showMe" && "step"); // the lines that tell how are heard, too
  };
  const put = (puts) => (picked = picked.map((number, i) => puts[i] ?? number));
  const clicked = (place) => {
    const { does, quiz: recorded } = data.settings[setting];
    return { ...does, ...(quiz && recorded.does) }[`pick ${place.join(" ")}`];
  };
  const walkEnds = () => put({ [walked]: data.none });
  const does = {
    pick(message, ...place) {
      const puts = clicked(place);
      if (typeof puts !== "object") return refuse(message, puts);
      walkEnds();
      put(puts);
      pinned = true;
      draw(message, "", "step");
    },
    preview(message, ...place) {
      const puts = clicked(place);
      if (!kept.view.pinned && !quiz && typeof puts === "object") put(puts);
      draw(message);
    },
    free(message) {
      pinned = false;
      walkEnds();
      draw(message);
    },
    walk(message, step) {
      put(data.settings[setting].does[`walk ${step}`]);
      pinned = false;
      draw(message);
    },
    frames(message) {
      const frames = courseRecorded.tinted(read(data.settings[setting].frames), colours);
      send({ frames, numbers: numbers() });
      draw(message);
    },
    set(message, name, value) {
      const control = kept.view.controls.find((one) => one.name === name);
      if (name === "quiz" && !control.disabled) {
        if (control.value === value) return draw(message);
        pinned = false;
        walkEnds();
        begin(value);
        return draw(message, `${control.label}: ${value ? "on" : "off"}.`);
      }
      if (name === "colours") {
        if (control.value === value) return draw(message);
        colours = value;
        return draw(message, `${control.label}: ${value ? "on" : "off"}.`);
      }
      const led = data.settings[setting].sets[`set ${name} ${value}`];
      if (!led) return refuse(message);
      if (control.value === value) return draw(message);
      follow(led);
      const word = { true: "on", false: "off" }[value] ?? value;
      draw(message, `${control.label}: ${word}.`);
    },
    answer: (message, text) => ask(message, "answer", text),
    "show me": (message) => ask(message, "showMe"),
    next: (message) => ask(message, "next"),
    press(message, name) {
      if (name === "reset") {
        picked = data.start[1];
        if (!data.stays) setting = data.start[0];
        pinned = false;
        colours = data.colours;
        quiz = null;
        return draw(message, courseRecorded.BACK);
      }
      const led = data.settings[setting].sets[`press ${name}`];
      if (!led) return refuse(message);
      follow(led);
      draw(message);
    },
  };
  const follow = ([leads, turns]) => {
    picked = picked.map((number, i) => turns[`${i} ${number}`] ?? number);
    setting = leads;
    pinned = false;
    begin(Boolean(quiz));
  };
  draw(null);
  return does;
});
