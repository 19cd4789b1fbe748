"""What an operator says of a bad argument."""

import pytest

import course_lib as cl


def refusals(good):
    """Return a function that calls an operator with good arguments but some changes.

    It checks that the error is of the kind expected and names the operator, and returns the rest
    of what it says. ``good`` holds the good arguments of each operator.
    """

    def message(operator, error, **changes):
        with pytest.raises((TypeError, ValueError)) as caught:
            getattr(cl.nn, operator)(**{**good[operator], **changes})
        assert caught.type is error
        text = str(caught.value)
        assert text.startswith(f"{operator}: ")
        return text.removeprefix(f"{operator}: ")

    return message
