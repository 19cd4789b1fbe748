"""The page that tells a teacher how a class did."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from .. import draw
from ..grading.exercise import Exercise
from .decisions import ByHand, Decisions, Rules
from .gradebook import Gradebook
from .page import Link, heading, items, page, paragraph, table
from .people import Person
from .scores import STATUS_WORDS, Score
from .student_page import file_name
from .tables import not_counted, sum_of, unreadable

_HALF = 0.5  # of the points: who has less needs help
_HARD = ("unreadable", "ungraded", "unusable", "absent", "endless")  # and who has one of these
_OFTEN = 0.2  # of those who handed in: a rule that so many broke is worth teaching again


def class_page(book: Gradebook, seeds: Iterable[int], more: Iterable[str] = ()) -> str:
    """Return the page as HTML; ``more`` are parts to put before those of each exercise."""
    points, of = sum_of(book.all_scores)
    share = f"{100 * points / of:.0f} %" if of else "no points"
    seed = ", ".join(map(str, seeds))
    parts = [
        paragraph(f"{len(book.scores)} students, {share} of all points, seed {seed}."),
        heading("Students and exercises"),
        _everybody(book),
        heading("Who needs help"),
        _help(book),
        heading("Mistakes"),
        *_mistakes(book),
        *more,
    ]
    if told := _to_look_at(book):
        parts += [heading("To look at"), items(told)]
    for name, exercise in book.exercises.items():
        own = [score for score in book.all_scores if score.exercise.name == name and score.there]
        if own:
            parts += [heading(exercise.title), _tasks(own, exercise), _distribution(own, exercise)]
    return page("The class", *parts, sortable=True)


def _link(person: Person) -> Link:
    return Link(person.told, f"students/{file_name(person)}")


def _everybody(book: Gradebook) -> str:
    lines = []
    for person, scores in book.scores.items():
        cells = [_cell(scores.get(name)) for name in book.exercises]
        lines.append([_link(person), *cells, *sum_of(scores.values())])
    return table(["Student", *book.exercises, "Points", "of"], lines)


def _cell(score: Score | None) -> float | str:
    if score is None:
        return ""
    if score.excused:
        return "excused"
    if not score.there:
        handed_in = any(row.mark.status == "unusable" for row in score.rows)
        return 0.0 if handed_in else "–"
    return f"{score.points:g} late" if score.late else score.points


def _help(book: Gradebook) -> str:
    """Return those with few points, or with something that could not be graded; lowest first."""
    lines: list[list] = []
    for person, scores in book.scores.items():
        points, of = sum_of(scores.values())
        rows = [row for score in scores.values() if not score.excused for row in score.rows]
        hard = Counter(row.mark.status for row in rows if row.mark.status in _HARD)
        if points < _HALF * of or hard or not scores:
            why = [f"{STATUS_WORDS[status]}: {_tasks_word(n)}" for status, n in hard.items()]
            why += [] if scores else ["nothing that could be graded"]
            why += ["less than half of the points"] if not why else []
            lines.append([_link(person), points, of, ", ".join(why)])
    lines.sort(key=lambda line: (line[1] / line[2] if line[2] else 0, line[0]))
    if not lines:
        return paragraph("Nobody: all have half of the points or more.")
    return table(["Student", "Points", "of", ""], lines)


def _tasks_word(count: int) -> str:
    return "1 task" if count == 1 else f"{count} tasks"


def _mistakes(book: Gradebook) -> Iterable[str]:
    """Yield which rules were broken, the most frequent first, and what to teach again."""
    handed = Counter(score.exercise.name for score in book.all_scores if score.copy)
    broken = Counter(
        (score.exercise.name, row.task.key, rule)
        for score in book.all_scores
        for row in score.rows
        for rule in row.mark.rules
    )
    if not broken:
        yield paragraph("No answer prints what a known mistake prints.")
        return
    ordered = sorted(broken.items(), key=lambda item: (-item[1], item[0]))
    again = [key for key, count in ordered if count >= max(2, _OFTEN * handed[key[0]])]
    if again:
        yield paragraph("Worth teaching again, because many broke the rule:")
        yield items(f"{rule} ({name}, task {task})" for name, task, rule in again)
    lines = [[count, name, task, rule] for (name, task, rule), count in ordered]
    yield table(["Students", "Exercise", "Task", "Rule that was broken"], lines)


def _to_look_at(book: Gradebook) -> list[str]:
    """Return what needs a teacher's eye: names without a person, files that were not graded."""
    folders = sum(1 for _, one in book.unused if one.file.endswith("/"))
    counts = [
        (len(book.unused) - folders + len(unreadable(book)), "files that can't be graded"),
        (folders, "folders that were not looked into, or are empty"),
        (len(not_counted(book)), "copies that do not count, because another one does"),
    ]
    told = ", ".join(f"{words}: {count}" for count, words in counts if count)
    lines = sum(count for count, _ in counts)
    many = "line" if lines == 1 else "lines"
    files = [f"unused.csv has {lines} {many}. {told.capitalize()}."] if lines else []
    return [*book.problems, *files]


def _tasks(scores: list[Score], exercise: Exercise) -> str:
    """Return the tasks, the hardest first."""
    lines: list[list] = []
    rows = defaultdict(list)
    for score in scores:
        for row in score.rows:
            rows[row.task.key].append(row.mark.status)
    for task in exercise.tasks:
        right, count = rows[task.key].count("right"), len(rows[task.key])
        lines.append([task.key, task.title, right, count, round(100 * right / count)])
    lines.sort(key=lambda line: line[-1])
    return table(["Task", "Title", "Right", "of", "%"], lines)


def _distribution(scores: list[Score], exercise: Exercise) -> str:
    """Return the results of each task as bars."""
    counts = Counter((row.task.key, row.mark.status) for score in scores for row in score.rows)
    seen = [status for status in STATUS_WORDS if any(status == key[1] for key in counts)]
    values = {
        f"Task {task.key}, {task.title}: students": [counts[task.key, status] for status in seen]
        for task in exercise.tasks
    }
    names = [STATUS_WORDS[status] for status in seen]
    bars = draw.bars(names, values, f"Results of {exercise.title}")
    return f'<div class="wide">{bars.html()}</div>'


def decided(book: Gradebook, decisions: Decisions) -> Iterable[str]:
    """Yield a part of the class's page: all decisions; nothing where there are none."""
    told = [
        f"{name}: {', '.join(_rules(rules)) or 'set for all'}."
        for name, rules in decisions.rules.items()
    ]
    told += [
        f"{score.person.told}, {score.exercise.name}{f', task {one.task}' if one.task else ''}: "
        + "; ".join(_by_hand(one))
        for score in book.all_scores
        for one in score.by_hand
    ]
    told += [
        f"{one.file or 'All'} that was handed in as {one.handed_in_as} is "
        + (f"{one.student}'s." if one.student else "nobody's.")
        for one in decisions.moved
    ]
    if told:
        yield heading("Decided")
        yield items(told)


def _rules(rules: Rules) -> Iterable[str]:
    if rules.deadline:
        grace = f" and {rules.grace_minutes:g} minutes" if rules.grace_minutes else ""
        yield f"deadline {rules.deadline:%Y-%m-%d %H:%M}{grace}"
    if rules.late_counts:
        yield "the last copy counts, late or not"
    if rules.late_percent_a_day:
        yield f"each day late costs {rules.late_percent_a_day:g} %"
    if rules.late_days != float("inf"):
        yield f"after {rules.late_days:g} days it earns nothing"
    if rules.drop:
        yield f"not counted: task {', '.join(rules.drop)}"
    yield from (f"task {key} is worth {worth:g}" for key, worth in rules.points.items())


def _by_hand(one: ByHand) -> Iterable[str]:
    if one.points is not None:
        yield f"{one.points:g} points ({one.reason})"
    if one.comment:
        yield one.comment
    if one.excused:
        yield "excused"
    if one.counts:
        yield f"what counts is {one.counts}"
    if one.deadline:
        yield f"deadline {one.deadline:%Y-%m-%d %H:%M}"
