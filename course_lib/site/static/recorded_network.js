// A network: what was recorded of its pictures, its layers and the places in them, put together.

courseRecorded.kinds.network = (data) => courseRecorded.standIn(({ kept, show, refuse }) => {
  const last = data.layers.length - 1;
  let now = { ...data.start, held: false, pinned: false };
  const numbers = new Map(); // of maps that were looked at, as texts
  const mapsOf = (k) => data.pictures[now.garment].maps[k - 1];
  const mapOf = (k, channel) => mapsOf(k).maps[channel];
  const place = () => data.places[now.stage - 1][now.at[0]][now.at[1]];
  const isMap = (key) => key === "classes" || key.startsWith("layer ");

  function number() {
    const name = `${now.garment} ${now.stage} ${now.channel}`;
    if (!numbers.has(name)) numbers.set(name, mapOf(now.stage, now.channel).numbers.split(" "));
    return numbers.get(name)[now.at[0] * mapsOf(now.stage).row.columns + now.at[1]];
  }

  // What is shown of it.

  const choice = (k) => ({
    picked: k === now.stage ? now.channel : null, held: now.held, hover: !now.held,
  });

  function mapRow(k) {
    const { row } = mapsOf(k);
    const box = place().boxes[k];
    const lit = (j) => box && (data.layers[now.stage].all[k] || j === now.channel);
    const outlined = (thumb) => ({ ...thumb, box, name: `${thumb.name}${data.lit}` });
    const thumbs = row.thumbs.map((thumb, j) => (lit(j) ? outlined(thumb) : thumb));
    return { ...row, thumbs, ...choice(k) };
  }

  function boards() {
    const { stage, channel, source, at, held } = now;
    const image = (k, j) => mapsOf(k).row.thumbs[j].image;
    const found = [];
    if (stage > 1) {
      const box = place().boxes[stage - 1];
      found.push({ ...mapOf(stage - 1, source).board, image: image(stage - 1, source), box });
    }
    if (stage < last) {
      const { board } = mapOf(stage, channel);
      const caption = data.point.replace("%map", board.caption);
      const name = data.at.replace("%row", at[0]).replace("%column", at[1])
        .replace("%number", number()).replace("%rest", board.name);
      const note = held ? `${board.note}${data.held}` : board.note;
      const own = { key: "map", quiet: false, sign: "→", at, held, caption, name, note };
      found.push({ ...board, image: image(stage, channel), ...own });
    }
    found[0].new_line = true;
    return found;
  }

  function said() {
    const { stage, channel, at } = now;
    const { line } = place();
    if (stage === last) {
      return data.pictures[now.garment].classes[channel].said.replace("%field", line);
    }
    return data.layers[stage].said.replace("%map", channel).replace("%row", at[0])
      .replace("%column", at[1]).replace("%number", number()).replace("%field", line);
  }

  function draw(message, news = "") {
    const { picture, bars } = data.pictures[now.garment];
    const rows = Array.from({ length: last - 1 }, (_, i) => mapRow(i + 1));
    const controls = data.view.controls.map((control) =>
      control.name === "garment" ? { ...control, value: now.garment } : control);
    show({
      ...data.view, controls, pinned: now.pinned, problem: "",
      parts: [{ ...picture, box: place().boxes[0] }, ...rows, { ...bars, ...choice(last) }, ...boards()],
      lines: [place().line, data.less], said: [news, said()].filter(Boolean).join(" "),
    }, message);
  }

  // What is done with it.

  function lookAt(stage, channel, at, source) {
    const most = data.layers[stage - 1].maps - 1;
    const before = data.layers[stage].pools ? channel : Math.min(source, most);
    now = { ...now, stage, channel, at, source: before };
  }

  function pick(key, row, column) {
    const { stage, channel, at, source } = now;
    const k = Number(key.replace("layer ", ""));
    if (key === "map") lookAt(stage, channel, [row, column], source);
    else if (key === "classes") lookAt(last, row, [0, 0], data.pictures[now.garment].classes[row].source);
    else if (k === stage) lookAt(k, row, at, source);
    else lookAt(k, row, mapOf(k, row).leads.at, mapOf(k, row).leads.source);
  }

  function stepLayer(way) {
    const { stage, channel, source } = now;
    const at = place().next[way];
    if (!at) return false;
    if (way === 0) lookAt(stage - 1, source, at, source);
    else {
      const { dense, maps } = data.layers[stage + 1];
      lookAt(stage + 1, dense ? data.pictures[now.garment].best : Math.min(channel, maps - 1), at, 0);
      now.source = channel;
    }
    return true;
  }

  draw(null);
  return {
    pick(message, key, ...at) {
      pick(key, ...at);
      now.pinned = !isMap(key);
      if (isMap(key)) now.held = true;
      draw(message);
    },
    preview(message, key, ...at) {
      if (!now.pinned && !(now.held && isMap(key))) pick(key, ...at);
      draw(message);
    },
    free(message) {
      now = { ...now, held: false, pinned: false };
      draw(message);
    },
    set(message, name, value) {
      const control = kept.view.controls.find((one) => one.name === name);
      if (!data.pictures[value]) return refuse(message);
      if (control.value === value) return draw(message);
      now = { ...now, garment: value, pinned: false };
      draw(message, `${control.label}: ${value}.`);
    },
    press(message, name) {
      if (name === "reset") {
        now = { ...data.start, held: false, pinned: false };
        return draw(message, courseRecorded.BACK);
      }
      if (!["previous", "next"].includes(name)) return refuse(message);
      if (!stepLayer(name === "next" ? 1 : 0)) return refuse(message, data.beyond);
      draw(message);
    },
  };
});
