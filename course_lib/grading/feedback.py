"""Telling a learner in plain words why an answer is not right."""

from __future__ import annotations

import re
import textwrap

from .exercise import NOT_DONE
from .results import Finding, TaskResult

WORDS = {
    "right": "right",
    "wrong": "not right yet",
    "error": "stopped with an error",
    "endless": "did not end",
    "untouched": "not started",
    "missing": "answer cell missing",
}
_LINES = 12  # of expected or received numbers shown
_NOTHING = "nothing yet"  # what an answer of ``...`` prints


def explain_task(result: TaskResult, seed: int | None) -> list[str]:
    """Return the lines that tell why a task is not right; none if it is, or was not begun."""
    if result.status in ("right", "untouched", "missing"):
        return []
    lines = [f"Task {result.task.key}, {result.task.title}: {WORDS[result.status]}."]
    for name, task in result.uses:
        lines += _indent(f"It uses {name} of task {task}, which is not right. Mend that one first.")
    if result.status == "endless":
        lines += _indent(
            "It ran too long, or it stopped Python. Look for a loop that never ends, or for exit()."
        )
    elif result.error:
        lines += _indent(_tidy_error(result.error))
    else:
        lines += _explain_findings(result.findings, seed)
    return [*lines, ""]


def _tidy_error(error: str) -> str:
    """Return an error in the learner's terms."""
    if NOT_DONE in error:
        return f"The line that raises NotImplementedError is still there. Take it out.\n{error}"
    return re.sub(r"\(\S+\.py, line (\d+)\)", r"(line \1 of its cell)", error)


def _explain_findings(findings: tuple[Finding, ...], seed: int | None) -> list[str]:
    """Show the first answer that is wrong, name the others; give each rule once, where it broke."""
    lines, told = [], set()
    answered = [finding for finding in findings if _NOTHING not in finding.came]
    for finding in findings:
        rules = [rule for rule in finding.rules if rule not in told]
        told.update(rules)
        reasons = [line for rule in rules for line in _indent(f"Likely reason: {rule}", 4)]
        if finding not in answered:
            lines += _indent(f"{_name(finding, seed)}: {_NOTHING}.")
        elif finding is answered[0]:
            lines += [*_indent(_name(finding, seed)), *reasons, *_show(finding, seed)]
        else:
            lines += [*_indent(f"Also not right: {_name(finding, seed)}"), *reasons]
    return lines


def _show(finding: Finding, seed: int | None) -> list[str]:
    """Return what a check should print, what it printed, and a hint where one is clear."""
    lines = []
    if finding.check.role == "hidden":
        code = finding.check.source.split("\n", 1)[1]
        lines += _indent(re.sub(r"SEED = \d+", f"SEED = {seed}", code, count=1), 4)
    lines += [line for hint in _hints(finding) for line in _indent(hint, 4)]
    expected, came = _cut(finding.expected, finding.came or "nothing")
    lines += [*_indent("expected", 4), *_indent(expected, 6), *_indent("came", 4)]
    return [*lines, *_indent(came, 6)]


def _hints(finding: Finding) -> list[str]:
    """Return what can be said of an answer whatever its numbers mean."""
    hints = []
    shapes = [re.findall(r"shape (\(.*?\))", text) for text in (finding.expected, finding.came)]
    for expected, came in zip(*shapes, strict=False):
        if expected != came:
            hints.append(f"The shape is {came}, but it should be {expected}.")
            break
    if extra := _extra_lines(finding):
        hints.append(f"The numbers are right, but your code prints: {extra}")
        hints.append("Take the print out of your answer.")
    if "None" in finding.came and "None" not in finding.expected:
        hints.append("Your function returned None. Is there a return at its end?")
    return hints


def _name(finding: Finding, seed: int | None) -> str:
    name = finding.check.marker
    return f"{name} (seed {seed})" if finding.check.role == "hidden" else name


def _cut(expected: str, came: str) -> tuple[str, str]:
    """Return both texts, cut to the lines around the first that differs where they are long."""
    pair = [text.rstrip("\n").split("\n") for text in (expected, came)]
    if max(map(len, pair)) <= _LINES:
        return expected, came
    same = 0
    while same < min(map(len, pair)) and pair[0][same] == pair[1][same]:
        same += 1
    first = max(same - 2, 0)
    return tuple(_window(lines, first) for lines in pair)


def _window(lines: list[str], first: int) -> str:
    shown = lines[first : first + _LINES]
    left = len(lines) - first - len(shown)
    above = [f"… {_lines(first)} before, all right"] if first else []
    below = [f"… {_lines(left)} more"] if left > 0 else []
    return "\n".join([*above, *shown, *below])


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _extra_lines(finding: Finding) -> str:
    """Return what an answer printed between the right lines, if that is all that is wrong."""
    came, extra = finding.came.splitlines(), []
    for line in finding.expected.splitlines():
        while came and came[0] != line:
            extra.append(came.pop(0))
        if not came:
            return ""
        came.pop(0)
    return ", ".join([*extra, *came])[:80]


def _indent(text: str, by: int = 2) -> list[str]:
    return textwrap.indent(text.rstrip("\n"), " " * by).split("\n")
