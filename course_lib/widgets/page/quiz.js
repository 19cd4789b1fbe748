// The quiz: a question, a field for the answer, what is said to it, and the score.

function makeQuiz(tell) {
  const id = `course-control-${(count += 1)}`;
  const label = make("label", { htmlFor: id });
  const field = make("input", { id, type: "text", inputMode: "decimal", autocomplete: "off" });
  // Buttons go when a question is done: the keyboard stays in the field.
  const ask = (...what) => {
    field.focus();
    tell(...what);
  };
  const next = () => ask("next");
  const answer = () => (quiz.told.done ? next() : ask("answer", field.value));
  field.addEventListener("keydown", (event) => event.key === "Enter" && answer());
  const button = (text, onclick) =>
    make("button", { type: "button", textContent: text, className: "course-button", onclick });
  const buttons = [
    button("Check", answer),
    button("Show me", () => ask("show me")),
    button("Next question", next),
  ];
  const score = make("output", { className: "course-score" });
  const quiz = make("div", { className: "course-quiz" }, label, field, ...buttons, score, make("p"));
  return quiz;
}

function showQuiz(quiz, question) {
  put(quiz, { hidden: !question });
  if (!question) return (quiz.told = null);
  const field = quiz.querySelector("input");
  // A number belongs to one question, until it is done.
  if (quiz.told?.asked !== question.asked || question.done) put(field, { value: "" });
  quiz.told = question;
  for (const node of quiz.querySelectorAll("input, button")) put(node, { hidden: question.empty });
  const [check, show] = quiz.querySelectorAll("button");
  for (const node of [check, show]) put(node, { hidden: question.done });
  put(quiz.querySelector("label"), { textContent: question.label });
  put(quiz.querySelector("output"), { textContent: question.score });
  const state = question.right ? "right" : question.done ? "shown" : "wrong";
  put(quiz.querySelector("p"), { textContent: question.said, className: state });
}
