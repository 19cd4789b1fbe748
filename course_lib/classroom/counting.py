"""Which copy counts, and what being late costs."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from .book import Book, Copy, Time
from .decisions import ByHand, Decisions, Rules, Unfit
from .handed_in import HandedIn

_DAY = timedelta(days=1)
_FEW = 3  # copies of a student and exercise, which are all graded


def counting(
    copies: Sequence[Copy], rules: Rules, by_hand: Sequence[ByHand] = ()
) -> tuple[Copy | None, Time | None]:
    """Return the copy that counts, and when it came: the last in time, else the last of all.

    What could not be graded counts only where nothing else came.

    Raises Unfit if a decision names a copy that is not there.
    """
    came = [(copy, time) for copy in copies for time in copy.times]
    if not came:
        return None, None
    for one in by_hand:
        if one.counts:
            came = _chosen(came, one)
    came = [pair for pair in came if not pair[0].reason] or came
    in_time = [pair for pair in came if not _is_late(pair[1], rules, by_hand)]
    among = came if rules.late_counts or not in_time else in_time
    return max(among, key=lambda pair: (pair[1].attempt, pair[1].when, pair[0].file))


def _chosen(came: list, one: ByHand) -> list:
    found = [pair for pair in came if is_meant(*pair, one)]
    if len({copy.key for copy, _ in found}) != 1:
        there = ", ".join(sorted(f"{copy.file} ({time.told})" for copy, time in came))
        raise Unfit(f"{one.where}: counts must be the end of one name, or one time, among: {there}")
    return found


def is_meant(copy: Copy, time: Time, one: ByHand) -> bool:
    """Tell whether a decision names a copy that came at a time."""
    if isinstance(one.counts, datetime):
        to_the_minute = one.counts.second == 0  # as grades.csv tells it
        told = f"{one.counts:%Y-%m-%d %H:%M:%S}"
        return time.told == told or (to_the_minute and time.told[:-3] == told[:-3])
    return copy.file.endswith(one.counts)


def lateness(time: Time, rules: Rules, by_hand: Sequence[ByHand] = ()) -> tuple[str, float]:
    """Return how late a copy is in words, and the share of its points that it loses."""
    if not _is_late(time, rules, by_hand):
        return "", 0.0
    deadline = _deadline(rules, by_hand)
    if deadline is None or not time.when:
        words, days = "late, as its name says", 1
    else:
        over = datetime.fromtimestamp(time.when) - deadline
        days = max(1, math.ceil(over / _DAY))
        words = f"late: {_in_words(over)}" if over > timedelta(0) else "late, as its name says"
    if days > rules.late_days:
        return words, 1.0
    return words, min(1.0, days * rules.late_percent_a_day / 100)


def _in_words(over: timedelta) -> str:
    minutes = math.ceil(over.total_seconds() / 60)
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{minutes // 60} hours" if minutes < 2880 else f"{minutes // 1440} days"


def _deadline(rules: Rules, by_hand: Sequence[ByHand]) -> datetime | None:
    own = [one.deadline for one in by_hand if one.deadline]
    return own[-1] if own else rules.deadline


def _is_late(time: Time, rules: Rules, by_hand: Sequence[ByHand]) -> bool:
    """Tell whether a copy is late: by its name, or by its time; a student's own deadline rules."""
    deadline = _deadline(rules, by_hand)
    over = deadline is not None and (
        time.when > (deadline + timedelta(minutes=rules.grace_minutes)).timestamp()
    )
    own = any(one.deadline for one in by_hand)
    return over or (time.late and not own)


def to_grade(handed_in: Sequence[HandedIn], book: Book, decisions: Decisions) -> list[HandedIn]:
    """Return the copies that may count: of many the last, the last in time, those decided on."""
    groups: dict[tuple, dict[tuple, HandedIn]] = defaultdict(dict)
    for one in handed_in:
        copy = book.copies[one.owner, one.exercise, one.digest]
        groups[one.owner, one.exercise][copy.key] = one
    chosen = []
    for (_, exercise), ones in groups.items():
        copies, rules = [book.copies[key] for key in ones], decisions.of(exercise)
        last, _ = counting(copies, replace(rules, late_counts=True))
        in_time, _ = counting(copies, rules)
        keys = {one.key for one in (last, in_time) if one} if len(ones) > _FEW else set(ones)
        keys |= {
            copy.key
            for copy in copies
            for time in copy.times
            for one in decisions.by_hand
            if one.counts and is_meant(copy, time, one)
        }
        moved = [one.file for one in decisions.moved if one.student and one.file]
        keys |= {copy.key for copy in copies if copy.file.endswith(tuple(moved))}
        chosen += [one for key, one in ones.items() if key in keys]
    return chosen
