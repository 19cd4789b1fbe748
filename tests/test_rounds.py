"""Which tasks are judged again when one is stuck, with a stand-in for the kernel."""

from dataclasses import replace

import pytest
from helpers import homework

from course_lib.grading.exercise import read_exercise
from course_lib.grading.judge import JudgeFailed, Outcome
from course_lib.grading.rounds import compose, rounds
from course_lib.grading.transplant import Answers

NAME = "01_max_pooling"
EXERCISE = read_exercise(homework.solution_path(NAME))
RIGHT, WRONG, ENDLESS, FAILS = "right", "wrong", "endless", "fails"


def judge(steps):
    """Return outcomes as nbval would: after ``dies in N`` the kernel lives for N more cells.

    An answer that ``needs X`` is right where the source X has been run.
    """
    outcomes, said, life = [], {}, None
    for step in steps:
        written = step.task and not step.check
        if written:
            said.setdefault(step.task, []).append(step.source)
            if step.source.startswith("dies in") and life is None:
                life = int(step.source.split()[-1])
        dead = life is not None and life < 0
        if dead or (written and step.source == ENDLESS):
            outcomes.append(Outcome(step, "dead" if dead else "timeout"))
            break
        life = None if life is None else life - 1
        outcomes.append(Outcome(step, "passed" if fine(step, said) else "error"))
    return outcomes + [Outcome(step, "unreached") for step in steps[len(outcomes) :]]


def fine(step, said):
    if not step.check:
        return step.source != FAILS
    first = said[step.task][0]
    everything = [source for sources in said.values() for source in sources]
    return first == RIGHT or (first.startswith("needs") and first[6:] in everything)


def judged(before=(), **answers):
    """Return the tasks whose checks all passed, and how many rounds that took."""
    given = {key: [RIGHT] for key in "12345"}
    given |= {
        key[1:]: value if isinstance(value, list) else [value] for key, value in answers.items()
    }
    work = rounds(EXERCISE, Answers(given, list(before)), 4)
    steps, count = next(work), 0
    while True:
        count += 1
        try:
            steps = work.send(judge(steps))
        except StopIteration as end:
            found = end.value
            break
    checks = {key: [o.status for o in found[key] if o.step.check] for key in given}
    return "".join(key for key, all_ in checks.items() if set(all_) == {"passed"}), count


@pytest.mark.parametrize(
    ("answers", "right", "count"),
    [
        ({}, "12345", 1),
        ({"t2": WRONG}, "1345", 1),
        ({"t2": ENDLESS}, "1345", 2),
        ({"t1": WRONG, "t2": ENDLESS}, "345", 2),
        ({"t2": ENDLESS, "t4": ENDLESS}, "135", 3),
        ({"t1": ENDLESS, "t5": ENDLESS}, "234", 2),
        # Each answer is followed by two checks.
        ({"t2": "dies in 0"}, "1345", 3),
        ({"t2": "dies in 2"}, "1345", 3),
        ({"t2": "dies in 4"}, "1345", 3),
        ({"t2": "dies in 6", "t4": ENDLESS}, "135", 2),
        ({"t1": "dies in 5", "t3": "dies in 4"}, "245", 5),
        # A right answer, and a cell after it that ends the kernel.
        ({"t2": [RIGHT, "dies in 3"]}, "12345", 3),
        # A cell after a right answer that fails makes it no suspect.
        ({"t1": "dies in 6", "t2": [RIGHT, FAILS], "t3": ["needs right"]}, "2345", 3),
        # Wrong answers of which others take something.
        ({"t1": "one", "t2": "two", "t3": "dies in 0", "t4": "needs one"}, "45", 3),
    ],
)
def test_a_stuck_task_costs_no_other_its_points(answers, right, count):
    assert judged(**answers) == (right, count)


@pytest.mark.parametrize(
    ("before", "answers", "right"),
    [
        ("help", {"t3": "needs help"}, "12345"),
        ("help", {"t1": WRONG, "t2": "dies in 4", "t5": "needs help"}, "345"),
        ("help", {"t1": ENDLESS, "t5": "needs help"}, "2345"),
        (ENDLESS, {"t2": WRONG}, "1345"),
        ("dies in 0", {}, "12345"),
        ("dies in 4", {"t1": WRONG}, "2345"),
        (FAILS, {}, "12345"),
    ],
)
def test_cells_before_the_first_answer_cost_nothing(before, answers, right):
    assert judged([before], **answers)[0] == right


def test_a_setup_that_does_not_end_is_nobodys_fault():
    work = rounds(EXERCISE, Answers({key: [RIGHT] for key in "12345"}), 4)
    steps = next(work)
    stuck = [Outcome(steps[0], "timeout"), *(Outcome(step, "unreached") for step in steps[1:])]
    with pytest.raises(JudgeFailed, match="first cell"):
        work.send(stuck)


def test_a_task_that_uses_another_is_judged_again_unless_both_are_right():
    given = Answers({key: [RIGHT] for key in "12345"} | {"4": ["x = max_pool(1)"]})
    tasks = tuple(replace(task, solution=task.answer.source) for task in EXERCISE.tasks)
    exercise = replace(EXERCISE, tasks=tasks)
    steps = compose(exercise, given, 4)
    ids = {key: tuple(sorted(cell.id for cell in exercise.task(key).checks)) for key in "24"}
    assert {step.unless for step in steps if step.helped} == {(ids["4"], ids["2"])}
    assert {step.task for step in steps if step.helped} == {"4"}
    later = compose(exercise, given, 4, [exercise.task("4")])  # task 2 was judged before
    assert {step.unless for step in later if step.helped} == {(ids["4"],)}


@pytest.mark.parametrize("status", ["timeout", "dead"])
def test_whatever_stops_at_any_step_every_round_ends(status):
    """Each round stops at the same step, if it is there; points are lost, but it ends."""
    given = Answers({key: [RIGHT] for key in "12345"}, ["help"])
    for stop in range(len(EXERCISE.setup), len(compose(EXERCISE, given, 4))):
        work = rounds(EXERCISE, given, 4)
        steps = next(work)
        for _ in range(30):
            met = min(stop, len(steps) - 1)
            outcomes = [Outcome(step, "passed") for step in steps[:met]]
            outcomes += [Outcome(steps[met], status)]
            outcomes += [Outcome(step, "unreached") for step in steps[met + 1 :]]
            try:
                steps = work.send(outcomes)
            except StopIteration:
                break
        else:
            pytest.fail("it does not end")
