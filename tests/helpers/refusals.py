"""What is said of a bad argument."""

import pytest

import course_lib as cl


def message(error, call, *arguments, **options):
    """Return what a call says that must be refused with an error of just that kind."""
    with pytest.raises((TypeError, ValueError)) as caught:
        call(*arguments, **options)
    assert caught.type is error
    return str(caught.value)


def refusals(good):
    """Return a function that calls an operator with good arguments but some changes.

    It checks that the error names the operator, and returns the rest of what it says. ``good``
    holds the good arguments of each operator.
    """

    def refused(operator, error, **changes):
        text = message(error, getattr(cl.nn, operator), **{**good[operator], **changes})
        assert text.startswith(f"{operator}: ")
        return text.removeprefix(f"{operator}: ")

    return refused
