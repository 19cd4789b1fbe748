"""What a teacher has decided, in words, for the report."""

from __future__ import annotations

from collections.abc import Iterable

from .decisions import ByHand, Decisions, Rules
from .gradebook import Gradebook
from .page import heading, items


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
