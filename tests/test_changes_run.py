"""Changes of right computations: each runs somewhere, and words stand for rules that there are."""

import pytest
from helpers import homework, skip_without
from helpers.quick_judge import source_of, table_of

from course_lib.grading import search
from course_lib.grading.exercise import read_exercise
from course_lib.mistakes.computed import COMPUTED
from course_lib.mistakes.words import WORDS

pytestmark = [pytest.mark.once, skip_without.forks]


def calls_of(name, key, computed):
    """Return the calls that the checks of a task make."""
    exercise, space = read_exercise(homework.solution_path(name)), {}
    search.run([cell.source for cell in exercise.setup], space)
    checks = [source_of(cell) for cell in exercise.task(key).checks]
    return search.Calls(computed.name, computed.right, space, checks)


def runs(answer, calls):
    """Tell whether an answer gives a result for one call at least."""
    for given, named in calls.calls:
        try:
            answer(*given, **named)
        except Exception:
            continue
        return True
    return False


def test_each_change_gives_a_result_in_some_task():
    found = {}
    for name, tasks in COMPUTED.items():
        for key, computed in tasks.items():
            calls = calls_of(name, key, computed)
            for rules, answer in computed.wrong():
                if len(rules) == 1 and not found.get(rules[0]):
                    found[rules[0]] = computed.slow or runs(answer, calls)
    assert [rule for rule, ran in found.items() if not ran] == []


@pytest.mark.parametrize("name", WORDS)
def test_words_stand_for_rules_of_their_task(name):
    for key, words in WORDS[name].items():
        computed = COMPUTED[name][key]
        rules = {one.rule for one in computed.changes}
        assert set(words) <= rules, (key, set(words) - rules)


@pytest.mark.parametrize("name", COMPUTED)
def test_what_fits_one_task_alone_prints_numbers_of_its_own(name):
    for key, computed in COMPUTED[name].items():
        told = {rules[0] for rules, _ in table_of(name, key) if len(rules) == 1}
        special = {one.rule for one in getattr(computed, "changes", ()) if one.kind == "special"}
        assert special <= told, (key, special - told)
        formulas = set(getattr(computed, "rules", ()))
        assert len(formulas - told) <= 2, (key, formulas - told)
