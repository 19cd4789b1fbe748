// Photographs: each window under each kernel was recorded as a form, and as words for its gaps.

courseRecorded.kinds.photo = (data) => courseRecorded.standIn(({ kept, show, refuse }) => {
  let now = { ...data.start, pinned: false };
  const caseOf = () => data.cases[now.kernel];

  // Of each place: its form, and which text of that form it is.
  function placesOf({ views, forms }) {
    const counts = {};
    return [...views].map((letter) => {
      counts[letter] = (counts[letter] ?? -1) + 1;
      return [forms[letter.charCodeAt(0) - data.first], counts[letter]];
    });
  }
  for (const one of Object.values(data.cases)) one.places = placesOf(one);

  function viewAt([row, column]) {
    const { places, columns } = caseOf();
    const [form, number] = places[row * columns + column];
    const [pieces, gaps] = data.forms[form];
    const word = ([words, letters]) =>
      data.words[words][data.letters[letters].charCodeAt(number) - data.first];
    return JSON.parse(pieces.map((piece, i) => (i ? word(gaps[i - 1]) + piece : piece)).join(""));
  }

  function draw(message, news = "") {
    const { shell, pictures } = caseOf();
    const view = courseRecorded.paint({ ...shell, ...viewAt(now.at) }, now.colours);
    kept.pictures = pictures;
    const said = [news, view.said].filter(Boolean).join(" ");
    show({ ...view, said, problem: "", pinned: now.pinned, question: null }, message);
  }

  draw(null);
  return {
    pick(message, key, ...at) {
      now = { ...now, at, pinned: true };
      draw(message);
    },
    preview(message, key, ...at) {
      if (!now.pinned) now.at = at;
      draw(message);
    },
    free(message) {
      now.pinned = false;
      draw(message);
    },
    set(message, name, value) {
      const control = kept.view.controls.find((one) => one.name === name);
      if (name === "colours") {
        if (control.value === value) return draw(message);
        now.colours = value;
        return draw(message, `${control.label}: ${value ? "on" : "off"}.`);
      }
      if (!control.options?.includes(value) || control.disabled) return refuse(message);
      if (control.value === value) return draw(message);
      now = { ...now, kernel: value, pinned: false };
      draw(message, `${control.label}: ${value}.`);
    },
    press(message, name) {
      if (name !== "reset") return refuse(message);
      now = { ...data.start, pinned: false };
      draw(message, courseRecorded.BACK);
    },
  };
});
