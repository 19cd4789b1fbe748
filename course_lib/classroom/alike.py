"""Answers that are alike, and answers that call the library where the task says to write it.

An answer is compared by its tokens without comments, texts and layout, and with names that it chose
numbered in the order in which they come: renaming hides nothing. The measure is the share of runs
of a few tokens that two answers have in common, among those that few in the class have.
"""

import ast
import builtins
import io
import itertools
import keyword
import tokenize
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from .grade_one import Marks
from .gradebook import Gradebook
from .page import heading, items, paragraph

RUN = 6  # tokens
# Of honest answers to a whole exercise, tried in the tests, no two have so much in common; a copy
# with other names has 0.8 or more.
ALIKE = 0.6
_FEW = 0.1  # of a class: runs that more have say nothing
_AT_LEAST = 4  # but in a small class so many may have copied
_LONGEST = 20_000  # characters of an answer that are compared
_ENOUGH = 30  # rare runs: fewer say nothing either
_MOST = 30  # pairs that are shown of an exercise
_LIBRARIES = ("course_lib", "tensorflow", "keras", "torch", "scipy", "skimage", "cv2", "jax")


def tokens(source: str) -> list[str]:
    """Return what is compared of an answer.

    Examples
    --------
    >>> tokens("total = a + 1  # sum") == tokens("s = b+1")
    True
    """
    found: list[str] = []
    names: dict[str, str] = {}
    last = ""
    try:
        for token in tokenize.generate_tokens(io.StringIO(source[:_LONGEST]).readline):
            text = token.string
            if token.type not in (tokenize.NAME, tokenize.OP, tokenize.NUMBER):
                continue
            is_name = token.type == tokenize.NAME and not keyword.iskeyword(text)
            if is_name and not hasattr(builtins, text) and last != ".":
                text = names.setdefault(text, f"name{len(names)}")
            found.append(text)
            last = token.string
    except (tokenize.TokenError, SyntaxError):
        pass  # what can be read so far
    return found


def runs(source: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of tokens of an answer."""
    found = tokens(source)
    return frozenset(tuple(found[k : k + RUN]) for k in range(len(found) - RUN + 1))


def alike(answers: Mapping[Any, dict[str, str]]) -> list[tuple[float, Any, Any]]:
    """Return pairs of students whose answers to an exercise are alike, the most alike first.

    ``answers`` has the source of each task, by student. Only runs that few have are compared: what
    many write says nothing.
    """
    owners = defaultdict(list)
    for student, by_task in answers.items():
        for task, source in by_task.items():
            for run in runs(source):
                owners[task, run].append(student)
    few = max(2, min(_AT_LEAST, len(answers) // 2), _FEW * len(answers))
    rare = [found for found in owners.values() if len(found) <= few]
    own = Counter(student for found in rare for student in found)
    both = Counter(pair for found in rare for pair in itertools.combinations(found, 2))
    pairs = []
    for (one, other), common in both.items():
        either = own[one] + own[other] - common
        if either >= _ENOUGH and common >= ALIKE * either:
            pairs.append((common / either, one, other))
    return sorted(pairs, key=lambda pair: -pair[0])


def libraries_in(source: str) -> list[str]:
    r"""Return what an answer imports of libraries that hold what the tasks ask to write.

    Examples
    --------
    >>> libraries_in("import course_lib as cl\nfrom scipy.signal import correlate2d")
    ['course_lib', 'scipy.signal']
    >>> libraries_in("import numpy as np")
    []
    """
    if not any(name in source for name in _LIBRARIES):
        return []
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    texts = [node.value for node in nodes if isinstance(node, ast.Constant)]
    names += [text for text in texts if isinstance(text, str)]  # import_module("course_lib")
    return sorted({name for name in names if name.split(".")[0] in _LIBRARIES})


def to_read(book: Gradebook, recall: Callable[[str], Marks | None]) -> Iterable[str]:
    """Yield parts of the class's page; nothing where there is nothing to read."""
    pairs, calls = [], []
    for name in book.exercises:
        answers = {
            person: kept.sources
            for person, scores in book.scores.items()
            if (score := scores.get(name)) and score.copy and (kept := recall(score.copy.stamp))
        }
        untouched = {task.key: task.answer.source for task in book.exercises[name].tasks}
        begun = {
            person: {key: text for key, text in sources.items() if text != untouched.get(key)}
            for person, sources in answers.items()
        }
        pairs += [_pair(name, answers, *pair) for pair in alike(begun)[:_MOST]]
        calls += [
            f"{person.told}: {name}, task {task}: {', '.join(found)}"
            for person, sources in answers.items()
            for task, source in sources.items()
            if (found := libraries_in(source))
        ]
    if pairs:
        yield heading("Alike answers")
        yield paragraph(
            "Of what few others write, these have more than half in common, whatever the names of "
            "variables. That proves nothing: read them, and ask."
        )
        yield from pairs
    if calls:
        yield heading("Answers that call a library")
        yield paragraph("The tasks ask to write the operator; these import one that has it.")
        yield items(calls)


def _pair(name: str, answers: dict, share: float, one, other) -> str:
    """Return two answers side by side, which open when they are clicked."""
    told = f"{one.told} and {other.told}: {name}, {100 * share:.0f} %"
    rows = "".join(
        f"<tr><th>{escape(key)}</th><td><pre>{escape(answers[one][key])}</pre></td>"
        f"<td><pre>{escape(answers[other].get(key, ''))}</pre></td></tr>"
        for key in answers[one]
    )
    return (
        f"<details><summary>{escape(told)}</summary>"
        f'<div class="wide"><table><thead><tr><th>Task</th><th>{escape(one.told)}</th>'
        f"<th>{escape(other.told)}</th></tr></thead><tbody>{rows}</tbody></table></div></details>"
    )
