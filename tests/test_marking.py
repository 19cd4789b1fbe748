"""Which tasks are judged again when one is stuck, with a stand-in for the kernel."""

import learner
import pytest

from course_lib.grading.exercise import read_exercise
from course_lib.grading.judge import Outcome
from course_lib.grading.marking import rounds
from course_lib.grading.transplant import Answers

NAME = "01_max_pooling"
RIGHT, WRONG, ENDLESS = "right", "wrong", "endless"


def judge(steps):
    """Return outcomes as nbval would: after ``dies in N`` the kernel lives for N more cells."""
    outcomes, answer, life = [], {}, None
    for step in steps:
        if step.task and not step.check:
            answer[step.task] = step.source
            if step.source.startswith("dies in") and life is None:
                life = int(step.source.split()[-1])
        dead = life is not None and life < 0
        if dead or (step.source == ENDLESS and not step.check):
            outcomes.append(Outcome(step, "timeout"))
            break
        life = None if life is None else life - 1
        right = not step.check or answer.get(step.task) == RIGHT
        outcomes.append(Outcome(step, "passed" if right else "error"))
    return outcomes + [Outcome(step, "unreached") for step in steps[len(outcomes) :]]


def judged(**answers):
    """Return the tasks whose checks all passed, and how many rounds that took."""
    exercise = read_exercise(learner.solution_path(NAME))
    given = {task.key: [answers.get(f"t{task.key}", RIGHT)] for task in exercise.tasks}
    work = rounds(exercise, Answers(given), 4)
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
        ({"t1": WRONG, "t2": ENDLESS}, "345", 3),
        ({"t2": ENDLESS, "t4": ENDLESS}, "135", 3),
        ({"t1": ENDLESS, "t5": ENDLESS}, "234", 2),
        ({"t2": "dies in 0"}, "1345", 2),
        ({"t2": "dies in 2"}, "1345", 3),
        ({"t2": "dies in 4"}, "1345", 3),
        ({"t2": "dies in 6", "t4": ENDLESS}, "135", 3),
        ({"t1": "dies in 5", "t3": "dies in 4"}, "245", 4),
    ],
)
def test_a_stuck_task_costs_no_other_its_points(answers, right, count):
    assert judged(**answers) == (right, count)
