// The quiz: a question, a field for the answer, what is said to it, and the score.

function makeQuiz(tell) {
  const id = `course-control-${(count += 1)}`;
  const label = make("label", { htmlFor: id });
  const field = make("input", { id, type: "text", inputMode: "decimal", autocomplete: "off" });
  const next = () => tell("next");
  const answer = () => (quiz.told.done ? next() : tell("answer", field.value));
  field.addEventListener("keydown", (event) => event.key === "Enter" && answer());
  const button = (text, onclick) =>
    make("button", { type: "button", textContent: text, className: "course-button", onclick });
  const buttons = [
    button("Check", answer),
    button("Show me", () => tell("show me")),
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
  const fresh = quiz.told?.asked !== question.asked;
  if (fresh || question.done) put(field, { value: "" });
  quiz.told = question;
  for (const node of quiz.querySelectorAll("input, button")) put(node, { hidden: question.empty });
  const [check, show, next] = quiz.querySelectorAll("button");
  const focused = document.activeElement;
  for (const node of [field, check, show]) put(node, { hidden: question.done });
  // What has the focus may have gone: then it is on what comes next.
  if (quiz.contains(focused) && focused.hidden) next.focus();
  else if (focused === next && fresh) field.focus();
  put(quiz.querySelector("label"), { textContent: question.label });
  put(quiz.querySelector("output"), { textContent: question.score });
  const state = question.right ? "right" : question.done ? "shown" : "wrong";
  put(quiz.querySelector("p"), { textContent: question.said, className: state });
}
