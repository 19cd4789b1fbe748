// An explorer without Python: a stand-in for the model that an explorer's page talks to. What it
// shows and where each click leads was recorded; nothing is computed here.

(() => {
  const ELSEWHERE = "This is not on the page: it is in the notebook. Get the course to try it.";
  const recordings = new Map(); // by their names

  async function unpack(letters) {
    const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  // Returns what takes a value out of the table, whole.
  function reader(table) {
    const read = (number) => {
      const entry = table[number];
      if (!Array.isArray(entry)) return entry;
      const [kind, ...rest] = entry;
      if (kind === 0) return rest.map(read);
      const [names, ...values] = rest;
      return Object.fromEntries(table[names].split("\t").map((name, i) => [name, read(values[i])]));
    };
    return read;
  }

  function recordedModel(data) {
    const read = reader(data.table);
    const told = { "change:view": [], "msg:custom": [] };
    const { source, walked } = data;
    let [setting, picked] = data.start;
    let pinned = false;
    let view = null;
    const call = (name, ...what) => told[name].forEach((listener) => listener(...what));
    const seen = () => {
      const covers = source >= 0 && picked[source] !== data.none ? data.hidden : [];
      return picked.map((number, i) => (covers.includes(i) ? "" : number)).join(",");
    };
    const show = (message, news = "", problem = "") => {
      const shown = read(data.settings[setting].views[seen()]);
      const { brief, ...rest } = shown;
      const said = problem || (news ? `${news} ${brief}` : shown.said);
      const kept = pinned || picked[walked] !== data.none;
      view = { ...rest, said, problem, pinned: kept, answered: message?.id ?? null, question: null };
    };
    const walkEnds = () => put({ [walked]: data.none });
    const refuse = (message, problem) => {
      view = { ...view, said: problem, problem, answered: message.id };
    };
    const put = (puts) => (picked = picked.map((number, i) => puts[i] ?? number));
    const does = {
      pick(message, ...place) {
        const puts = data.settings[setting].does[`pick ${place.join(" ")}`];
        if (typeof puts !== "object") return refuse(message, puts ?? ELSEWHERE);
        walkEnds();
        put(puts);
        pinned = true;
        show(message);
      },
      preview(message, ...place) {
        const puts = data.settings[setting].does[`pick ${place.join(" ")}`];
        if (!view.pinned && typeof puts === "object") put(puts);
        show(message);
      },
      free(message) {
        pinned = false;
        walkEnds();
        show(message);
      },
      walk(message, step) {
        put(data.settings[setting].does[`walk ${step}`]);
        pinned = false;
        show(message);
      },
      frames(message) {
        call("msg:custom", { frames: read(data.settings[setting].frames), numbers: setting });
        show(message);
      },
      set(message, name, value) {
        const control = view.controls.find((one) => one.name === name);
        const led = data.settings[setting].sets[`set ${name} ${value}`];
        if (!led) return refuse(message, ELSEWHERE);
        if (control.value === value) return show(message);
        const [leads, turns] = led;
        picked = picked.map((number, i) => turns[`${i} ${number}`]);
        setting = leads;
        pinned = false;
        const word = { true: "on", false: "off" }[value] ?? value;
        show(message, `${control.label}: ${word}.`);
      },
      press(message, name) {
        if (name !== "reset") return refuse(message, ELSEWHERE);
        [setting, picked] = data.start;
        pinned = false;
        show(message, "Everything is as it was in the beginning.");
      },
    };
    show(null);
    return {
      get: () => view,
      set: () => {},
      on: (name, listener) => told[name].push(listener),
      off: (name, listener) => (told[name] = told[name].filter((one) => one !== listener)),
      send(message) {
        const todo = does[message.do];
        if (todo) todo(message, ...message.with);
        else refuse(message, ELSEWHERE);
        queueMicrotask(() => call("change:view"));
      },
    };
  }

  async function start(place) {
    const data = await unpack(recordings.get(place.dataset.recorded));
    const live = document.createElement("div");
    globalThis.courseExplorer.render({ model: recordedModel(data), el: live });
    place.replaceChildren(live);
    place.dataset.ready = "true";
  }

  // Each recording is a script that calls this, which works from files too.
  globalThis.courseRecorded = (name, letters) => {
    recordings.set(name, letters);
    for (const place of document.querySelectorAll(`[data-recorded="${name}"]`)) start(place);
  };
})();
