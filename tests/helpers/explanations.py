"""Explanations beside their operators, and what their pages say."""

from html.parser import HTMLParser

import numpy as np
import pytest

import course_lib as cl


def signed(*shape):
    """Numbers of both signs that do not increase."""
    return np.random.default_rng(7).normal(size=shape)


def in_order(order, n, h, w, c):
    """Return the shape of images in the given order of axes."""
    return (n, c, h, w) if order == "NCHW" else (n, h, w, c)


def explained_everywhere(name, arguments, order="NHWC", bias=None, step=1):
    """Compare every place of an output with its explanation; return the explanations.

    ``step`` leaves places out; ``bias`` is given to operators that take one.
    """
    output = getattr(cl.nn, name)(*arguments)
    output = np.moveaxis(output, 1, 3) if order == "NCHW" else output
    output = output if bias is None else output + bias
    options = {} if bias is None else {"bias": bias}
    found = []
    for at in list(np.ndindex(output.shape))[::step]:
        e = getattr(cl.explain, name)(*arguments, at=at, **options)
        assert e.operator == name
        assert e.total == pytest.approx(output[at], abs=1e-12)
        assert e.output[at[1:3]] == e.total
        found.append(e)
    np.testing.assert_allclose(e.output, output[at[0], :, :, at[3]], atol=1e-12)
    return found


class Reader(HTMLParser):
    """Collect the cells of tables, and check that tags are closed in order."""

    def __init__(self):
        super().__init__()
        self.open, self.cells, self.heads, self.tags = [], [], [], set()

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.add(tag)
        if tag == "th":
            assert dict(attrs)["scope"] in ("row", "col")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in ("td", "th"):
            (self.cells if self.open[-1] == "td" else self.heads).append(data)


def read_html(explanation):
    reader = Reader()
    reader.feed(explanation._repr_html_())
    assert reader.open == []
    assert not reader.tags & {"script", "style", "svg"}
    return reader
