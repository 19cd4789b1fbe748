"""What each student has for each exercise: worked out from the book, the list and the decisions."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from ..grading.exercise import Exercise, Task
from ..grading.results import tidy
from .book import Book, Copy
from .counting import counting, lateness
from .decisions import ByHand, Decisions, Rules, Unfit, fit_tasks
from .grade_one import Mark, Marks
from .handed_in import Unused
from .people import Person, WhoIsWho
from .scores import CAME_LATE, NAMELESS, Row, Score
from .who import moved, persons_of

_SET = 0.25  # of the class: an exercise that so many hand in has been set for all


@dataclass
class Gradebook:
    """All scores, and what could not be placed."""

    exercises: dict[str, Exercise]  # those that anybody handed in
    scores: dict[Person, dict[str, Score]]  # everybody, in order of their names
    unused: list[tuple[Person | None, Unused]]
    # Who could not be matched, and which exercise few handed in.
    problems: list[str] = field(default_factory=list)

    @property
    def all_scores(self) -> list[Score]:
        """All scores in one list."""
        return [score for by_exercise in self.scores.values() for score in by_exercise.values()]


def work_out(
    book: Book, people: list[Person], decisions: Decisions, recall: Callable[[str], Marks | None]
) -> Gradebook:
    """Return the gradebook.

    ``people`` are those who should have handed in; nobody is missing where there are none.
    ``recall`` returns the marks kept under a stamp, or None.

    Raises Unfit if a decision does not fit what was handed in.
    """
    exercises = book.exercises
    fit_tasks(decisions, exercises)
    known = WhoIsWho(people, decisions.who, book.known_as)
    book, nobodys = moved(book, decisions.moved, known)
    copies, astray = book.copies.values(), book.unused.values()
    persons, problems = persons_of([*copies, *astray], known)
    unused: list[tuple[Person | None, Unused]] = [(None, one) for one in nobodys]
    unused += [
        (persons[one.owner] if one.sure or persons[one.owner].line else None, one) for one in astray
    ]
    groups = defaultdict(list)
    for copy in copies:
        groups[persons[copy.owner], copy.exercise].append(copy)
    everybody = {*people, *(person for person, _ in groups), *(p for p, _ in unused if p)}
    made = Gradebook(dict(sorted(exercises.items())), {}, unused, problems)
    made.problems += [
        f"{one.where}: nobody has handed in {one.exercise} yet, so it changes nothing."
        for one in decisions.by_hand
        if one.exercise not in made.exercises
    ]
    _score_all(made, groups, everybody, decisions, recall)
    return made


def _score_all(made: Gradebook, groups, everybody: set[Person], decisions: Decisions, recall):
    """Work out everybody's scores, in order of their names."""
    by_hand = _of_students(decisions, everybody)
    set_for_all = _set_for_all(made, groups, everybody, decisions)
    listed = any(person.line for person in everybody)
    for person in sorted(everybody, key=_order):
        made.scores[person] = {}
        for name, exercise in made.exercises.items():
            copies, own = groups[person, name], by_hand[person, name]
            instead = _unusable(person, name, made, groups)
            expected = name in set_for_all and (person.line or not listed or instead[0])
            if copies or own or expected:
                made.scores[person][name] = _score(
                    person, exercise, copies, decisions.of(name), own, recall, instead
                )


def _order(person: Person) -> tuple:
    return person.name.casefold(), person.name, person.id, person.line


def _of_students(decisions: Decisions, everybody: set[Person]) -> dict:
    """Return decisions by person and exercise; refuse those for nobody, or for several."""
    found: dict[tuple, tuple[ByHand, ...]] = defaultdict(tuple)
    known = WhoIsWho(list(everybody))
    for one in decisions.by_hand:
        wanted = one.student.casefold()
        meant = known.called(one.student) or [p for p in everybody if p.id.casefold() == wanted]
        if len(meant) != 1:
            who = " and ".join(sorted(person.told for person in meant)) or "nobody"
            raise Unfit(
                f"{one.where}: '{one.student}' is the name of {who}. "
                "Write the name as it stands in totals.csv, or the id."
            )
        found[meant[0], one.exercise] += (one,)
    return found


def _set_for_all(made: Gradebook, groups, everybody, decisions: Decisions) -> set[str]:
    """Return the exercises that whoever did not hand them in is missing."""
    found = set()
    for name in made.exercises:
        count = sum(1 for (_, exercise), copies in groups.items() if exercise == name and copies)
        if name in decisions.rules or count >= _SET * len(everybody):
            found.add(name)
        else:
            made.problems.append(
                f"{name}: handed in by {count} of {len(everybody)}, so nobody is missing it. If "
                f"you have set it, say so in decisions.toml: [exercises.{name}]"
            )
    return found


def _unusable(person: Person, name: str, book: Gradebook, groups) -> tuple[bool, tuple[str, ...]]:
    """Tell whether somebody handed in what is no notebook for an exercise, or what may be for it.

    A file without an exercise's name is for what is missing of the exercises that it came along
    with. Where more is missing than there are such files, nobody can tell: they are notes.
    """
    exercises = set(book.exercises)
    handed_in = {one for one in exercises if groups[person, one]}
    own = [one for whose, one in book.unused if whose == person and not one.file.endswith("/")]
    done = handed_in | {one.exercise for one in own}
    if name in handed_in or any(one.exercise == name for one in own):
        return name not in handed_in, ()
    nameless = [one for one in own if not one.exercise and name in (one.along or exercises)]
    missing = {one for file in nameless for one in file.along or exercises} - done
    if len(nameless) >= len(missing):
        return bool(nameless), ()
    return False, tuple(f"{one.file} {NAMELESS}" for one in nameless)


def _readable(copies: list[Copy], by_hand, recall) -> list[Copy]:
    """Return the copies that can be read, where there is any and the teacher chose none."""
    marks = {copy.key: recall(copy.stamp) for copy in copies}
    readable = [
        copy
        for copy in copies
        if not (own := marks[copy.key]) or any(one.status != "unreadable" for one in own.marks)
    ]
    return copies if any(one.counts for one in by_hand) else readable or copies


def _score(person, exercise: Exercise, copies, rules: Rules, by_hand, recall, unusable) -> Score:
    copy, time = counting(_readable(copies, by_hand, recall), rules, by_hand)
    instead, notes = unusable
    marks = _marks(exercise, copy, recall, instead)
    rows = tuple(_row(task, marks[task.key], rules, by_hand) for task in exercise.tasks)
    late, share = lateness(time, rules, by_hand) if time else ("", 0.0)
    notes += copy.notes if copy else ()
    if copy and (kept := recall(copy.stamp)):
        notes += kept.notes
    others = tuple(one for one in copies if one is not copy)
    if not late:
        came_late = [one.file for one in others if _is_all_late(one, rules, by_hand)]
        notes += tuple(f"{file} {CAME_LATE}" for file in came_late)
    _refuse_more(by_hand, sum(row.of for row in rows), exercise)
    taken = round(share * sum(row.points for row in rows), 2)
    return Score(person, exercise, rows, copy, others, time, late, taken, by_hand, notes)


def _is_all_late(copy: Copy, rules: Rules, by_hand) -> bool:
    return all(lateness(time, rules, by_hand)[0] for time in copy.times)


def _refuse_more(by_hand, worth: float, exercise: Exercise):
    for one in by_hand:
        if not one.task and one.points is not None and one.points > worth:
            raise Unfit(f"{one.where}: {exercise.name} is worth {worth:g}, not {one.points:g}.")


def _marks(exercise: Exercise, copy: Copy | None, recall, unusable: bool) -> dict[str, Mark]:
    none = "ungraded" if copy else "unusable" if unusable else "absent"
    marks = {task.key: Mark(task.key, 0, none) for task in exercise.tasks}
    kept = recall(copy.stamp) if copy and copy.stamp else None
    return marks | ({mark.task: mark for mark in kept.marks} if kept else {})


def _row(task: Task, mark: Mark, rules: Rules, by_hand: tuple[ByHand, ...]) -> Row:
    worth: float = 0 if task.key in rules.drop else rules.points.get(task.key, task.points)
    share = mark.points / task.points if task.points else mark.status == "right"
    points = tidy(worth * share)
    reason = "this task does not count" if task.key in rules.drop else ""
    for one in by_hand:
        if one.task == task.key and one.points is not None:
            points, reason = one.points, one.reason
            if points > worth:
                raise Unfit(f"{one.where}: task {task.key} is worth {worth:g}, not {points:g}.")
    return Row(task, mark, points, worth, reason)
