// Explorers without Python: stand-ins for the models that explorers' pages talk to. What they show
// was recorded; nothing is computed here. Each kind of recording has a file of its own.

// A page with several explorers loads this once for each.
globalThis.courseRecorded ??= (() => {
  const ELSEWHERE = "This is not on the page: it is in the notebook. Get the course to try it.";
  const recordings = new Map(); // by their names
  const kinds = {}; // what makes a model of recorded data

  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" +
    "!#$%&()*+-;<=>?@^_`{|}~"; // of base 85, as Python writes it

  // Returns bytes: four for each five letters, of which the last ones may be missing.
  function bytesOf(letters) {
    const missing = (5 - (letters.length % 5)) % 5;
    const whole = letters + "~".repeat(missing);
    const bytes = new DataView(new ArrayBuffer((whole.length / 5) * 4));
    for (let i = 0, number = 0; i < whole.length; i += 1) {
      number = (i % 5 ? number * 85 : 0) + DIGITS.indexOf(whole[i]);
      if (i % 5 === 4) bytes.setUint32(((i - 4) / 5) * 4, number);
    }
    return bytes.buffer.slice(0, bytes.byteLength - missing);
  }

  async function unpack(letters) {
    const bytes = bytesOf(letters);
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
      if (kind === 2) return rest;
      const [names, ...values] = rest;
      return Object.fromEntries(table[names].split("\t").map((name, i) => [name, read(values[i])]));
    };
    return read;
  }

  // Returns what was recorded with values as colours, or without.
  function tinted(value, colours) {
    if (Array.isArray(value)) return value.map((one) => tinted(one, colours));
    if (value === null || typeof value !== "object") return value;
    const { tint, ...rest } = value;
    const plain = Object.fromEntries(
      Object.entries(rest).map(([name, one]) => [name, tinted(one, colours)]));
    return colours ? { ...plain, ...tint } : plain;
  }

  // Returns a view with values as colours, or without; its control says so.
  function paint(view, colours) {
    const controls = view.controls.map((one) =>
      one.name === "colours" ? { ...one, value: colours } : one);
    return { ...view, controls, parts: tinted(view.parts, colours) };
  }

  // Returns a model. `make` is told how to show a view, refuse a message and send more; it returns
  // what each message does.
  function standIn(make) {
    const told = { "change:view": [], "msg:custom": [] };
    const kept = { view: null };
    const call = (name, ...what) => told[name].forEach((listener) => listener(...what));
    const show = (view, message) => (kept.view = { ...view, answered: message?.id ?? null });
    const refuse = (message, problem = ELSEWHERE) =>
      show({ ...kept.view, said: problem, problem }, message);
    const does = make({ kept, show, refuse, send: (what) => call("msg:custom", what) });
    return {
      get: (name) => kept[name],
      set: () => {},
      on: (name, listener) => told[name].push(listener),
      off: (name, listener) => (told[name] = told[name].filter((one) => one !== listener)),
      send(message) {
        const todo = does[message.do];
        if (todo) todo(message, ...message.with);
        else refuse(message);
        queueMicrotask(() => call("change:view"));
      },
    };
  }

  async function start(place) {
    const data = await unpack(recordings.get(place.dataset.recorded));
    const live = document.createElement("div");
    const model = kinds[data.kind ?? "views"](data);
    globalThis.courseExplorer.render({ model, el: live });
    place.replaceChildren(live);
    place.dataset.ready = "true";
  }

  // Each recording is a script that calls this, which works from files too.
  const courseRecorded = (name, letters) => {
    recordings.set(name, letters);
    for (const place of document.querySelectorAll(`[data-recorded="${name}"]`)) start(place);
  };
  const BACK = "Everything is as it was in the beginning.";
  return Object.assign(courseRecorded, { kinds, reader, standIn, tinted, paint, BACK });
})();
