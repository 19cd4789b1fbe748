"""The checks of each task find every small change of its solution that changes what it gives."""

import re

import pytest
from helpers import homework, skip_without
from helpers.mutants import mutants
from helpers.quick_judge import which_are_right

from course_lib.grading.exercise import read_exercise

# The answers depend on no version.
pytestmark = [pytest.mark.once, skip_without.forks]

# Changes that change nothing, and why.
HARMLESS = {
    r"arguments: (max|np\.maximum)\(": "the larger of two, in either order",
    r"tuple: \((0, 1|1, 2|0, 1, 2)\) → ": "axes that are added up, in either order",
    r"tuple: \((.+), \1\) → \(\1, \1\)$": "two that are the same",
    r"tuple: \(:, :, k\) → ": "two that are the same",
    r"arguments: nn\.\w+\((.*)2, 2, 'VALID'\) → nn\.\w+\(\1 2, 2": "size and stride are both 2",
    r"arguments: nn\.max_\w+\((.*)\) → nn\.max_\w+\(\1\)$": "size and stride are both 2",
    r"left out: zip\(": "strict finds faults of the caller's only",
    r"operator: . \+ k. - 1 → ": "a Fourier transform may be longer than it needs to be",
}
# Constants are told without what stands around them, so these are counted.
CONSTANTS = {
    ("04_matrix_product", "2"): 1,  # reshape(n, -2) is reshape(n, -1)
    ("04_matrix_product", "3"): 2,  # the same, twice
    ("04_matrix_product", "4"): 2,  # a Fourier transform of h + kh cells
    ("04_matrix_product", "5"): 2,
    ("05_depthwise_convolution", "3"): 1,  # reshape
    ("05_depthwise_convolution", "4"): 1,
    ("06_transposed_convolution", "5"): 2,  # max(kh - stride, 1) // 2 is 0 as well
    ("08_fashion_mnist", "3"): 1,  # reshape
    ("08_fashion_mnist", "4"): 1,
    ("08_fashion_mnist", "5"): 3,  # there are as many labels as pictures; reshape
}
TASKS = [
    (name, task.key, task.answer.source)
    for name in homework.NAMES
    for task in read_exercise(homework.solution_path(name)).tasks
    if not task.predicted
]


@pytest.mark.parametrize(("name", "key", "source"), TASKS, ids=lambda part: part[:2])
def test_no_small_change_of_a_solution_slips_through(name, key, source):
    every = list(mutants(source))
    assert len(every) >= 7
    right = which_are_right(name, key, [changed for _, changed in every])
    left = [what for (what, _), is_right in zip(every, right, strict=True) if is_right]
    constants = [what for what in left if what.startswith("constant")]
    assert len(constants) == CONSTANTS.get((name, key), 0), constants
    others = [what for what in left if what not in constants]
    assert not [what for what in others if not any(re.match(rule, what) for rule in HARMLESS)]
