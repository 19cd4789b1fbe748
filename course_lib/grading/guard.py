"""Keeping the arguments of a learner's function as they are, and telling what it changed.

It runs in the kernel that is judged, around the checks of a task.
"""

import copy
import functools
import inspect

import numpy as np

SAYS = "changed its argument"


def guard(function):
    """Return a function that works on copies of its arguments, and prints which it changed.

    Examples
    --------
    >>> def half(image):
    ...     image /= 2
    ...     return image
    >>> whole = np.ones(2)
    >>> guard(half)(whole), whole
    half changed its argument image
    (array([0.5, 0.5]), array([1., 1.]))
    """
    if not inspect.isfunction(function):
        return function

    @functools.wraps(function)
    def guarded(*given, **named):
        lent = copy.deepcopy((given, named))
        result = function(*lent[0], **lent[1])
        names = [p.name for p in inspect.signature(function).parameters.values() if p.kind < 2]
        for number, (before, after) in enumerate(zip(given, lent[0], strict=True)):
            if not _same(before, after):
                name = names[number] if number < len(names) else number + 1
                print(f"{function.__name__} {SAYS} {name}")
        return result

    return guarded


def unguard(function):
    """Return what :func:`guard` was given."""
    return getattr(function, "__wrapped__", function)


def _same(before, after) -> bool:
    if isinstance(before, list | tuple):
        return len(before) == len(after) and all(map(_same, before, after))
    if isinstance(before, np.ndarray):
        return before.dtype.kind == "O" or np.array_equal(before, after, before.dtype.kind in "fc")
    return True


def guarded_check(source: str, names) -> str:
    """Return the source of a check that runs with the functions of those names under guard."""
    names = list(names)
    if not names:
        return source
    before = "; ".join(f"{name} = _guard({name})" for name in names)
    after = "; ".join(f"{name} = _unguard({name})" for name in names)
    return (
        "from course_lib.grading.guard import guard as _guard, unguard as _unguard; "
        f"{before}\n{source.rstrip()}\n{after}"
    )
