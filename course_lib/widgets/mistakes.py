"""Known mistakes of sliding windows, as numbers for one place of the output.

What may be wrong is what may be wrong in an answer: the families of ``course_lib.mistakes``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from ..mistakes import changes as c
from ..mistakes import families, sliding
from ..mistakes.changes import Change, changes, usual
from ..mistakes.window_families import places
from ..nn import geometry
from .quiz import Wrong

SIDES_SWAPPED = "Opposite sides of the padding were swapped: top with bottom, left with right."
STEPS = changes(
    "step",
    {
        "The stride was left out.": lambda axis: replace(axis, step=1),
        "The dilation was left out.": lambda axis: replace(axis, apart=1),
    },
    c.axes,
)
OUT_SWAPPED = Change(
    "form",
    "Row and column of the output were swapped.",
    c.form(lambda out: out.swapaxes(0, 1)),
)


def computed(place, mistakes: Iterable[tuple[str, Callable[[], np.ndarray]]]) -> list[Wrong]:
    """Return the mistakes that give a number at ``place`` of their outputs (oh, ow).

    Parameters
    ----------
    mistakes : pairs of a rule and a function
        The function returns the whole output that the mistake leads to.
    """
    found = []
    for rule, output in mistakes:
        try:
            values = np.asarray(output())
        except (ValueError, IndexError, TypeError, AttributeError):  # does not fit here
            continue
        inside = len(place) == values.ndim and np.all(np.less(place, values.shape))
        if inside and not np.isnan(values[place]):
            found.append(Wrong(rule.replace(": += and not =.", "."), float(values[place])))
    return found


def changed(place, computation, changes: Iterable[Change]) -> list[Wrong]:
    """Return what changes of a computation give at a place of its result."""
    with np.errstate(all="ignore"):
        return computed(
            place, [(one.rule, lambda one=one: one.change(computation).result()) for one in changes]
        )


def windows_along(axes) -> list[sliding.Windows]:
    """Return the windows along two axes as data that mistakes can change."""
    sides = [(axis.before, axis.after) for axis in axes]
    wanted = [geometry.same_padding(axis.size, axis.kernel, axis.stride) for axis in axes]
    same = sides == wanted and any(map(any, sides))
    return [
        sliding.Windows(
            *(axis.size, axis.kernel, axis.stride, same),
            *(-axis.before, axis.stride, axis.out, axis.kernel, axis.dilation),
        )
        for axis in axes
    ]


# Of where windows may lie, what a number alone can tell
LAID = re.compile(
    r"There is no padding: that is VALID|The odd row or column|The padding is (size // 2|one cell)|"
    r"The padding is that of stride 1|The windows lie side by side: they|The windows begin one|"
    r"The window is one cell too|Only the first cell of each window|The padding repeats the edge"
)


def _laid(slide: sliding.Slide) -> list[Change]:
    """Return the ways in which the windows of a slide may lie wrongly."""
    axes = slide.rows, slide.columns
    if any(axis.apart > 1 for axis in axes):
        return []
    laid = places(all(axis.same for axis in axes))
    return [one for one in laid if LAID.match(one.rule) and "only." not in one.rule]


# What only code can do wrong, and no calculation by hand
OF_CODE = re.compile(r"\bloops?\b|\breturn\b|counting begins|reshape|np\.")


def _likely(changes: list[Change]) -> list[Change]:
    """Return the usual changes of what is multiplied and added, and of where windows lie."""
    likely = [one for one in usual(changes) if one.kind not in ("last", "images")]
    return [one for one in likely if not OF_CODE.search(one.rule)]


def sides(axes) -> list[list[int]]:
    """Return the padding of two axes in TensorFlow's explicit form."""
    rows, columns = axes
    return [[0, 0], [rows.before, rows.after], [columns.before, columns.after], [0, 0]]


def of_convolution(image, kernel, bias, axes, place, relu: bool = False) -> list[Wrong]:
    """Return known mistakes of a convolution of (1, h, w, c_in) with (kh, kw, c_in, c_out).

    ``place`` is (y, x), or (y, x, o) where there are several output channels. With ``relu`` many
    mistakes give 0, which tells none of them.
    """
    rows, columns = windows_along(axes)
    image = np.asarray(image, float)
    slide = sliding.Slide(image, rows, columns, sliding.products, kernel, bias, form=sliding.one)
    of_bias = families.of_bias() if np.any(bias) else []
    likely = [*_likely(_laid(slide)), *of_bias, *_likely(families.of_convolution("kernel"))]
    channels = _channels(image.shape[-1])
    every = [*STEPS, *channels, *likely, *_of_filters(kernel), _swapped(axes), OUT_SWAPPED]
    if relu:
        slide, every = families.rectified(slide), [*families.of_relu(), *every]
    if len(place) == 3:
        slide = replace(slide, form=lambda out: out[0])
    found = changed(place, slide, every)
    return [wrong for wrong in found if wrong.value] if relu else found


def _of_filters(kernel) -> list[Change]:
    """Return what may be mixed up where there are several filters."""
    several = ("axes of the kernel were mixed up", "All outputs were made")
    if kernel.shape[3] == 1:
        return []
    return [one for one in families.kernels("kernel") if any(word in one.rule for word in several)]


def _channels(count: int) -> list[Change]:
    """Return the changes that keep one channel of several."""

    def change(c):
        one = slice(c, c + 1)
        return lambda s: replace(s, images=s.images[..., one], filters=s.filters[:, :, one])

    rule = "Only one channel was counted. The channels are added up."
    return [Change("sum", rule, change(c)) for c in range(count)] if count > 1 else []


def of_pooling(image, size, stride, axes, place, largest: bool) -> list[Wrong]:
    """Return known mistakes of pooling an image (1, h, w, 1)."""
    rows, columns = windows_along(axes)
    reduce, fill = (sliding.largest, -np.inf) if largest else (_mean, np.nan)
    image = np.asarray(image, float)
    slide = sliding.Slide(image, rows, columns, reduce, fill=fill, form=sliding.one)
    changes = [*(families.of_pooling() if largest else MEANS), *_laid(slide)]
    changes = [*STEPS, *_likely(changes), _swapped(axes), OUT_SWAPPED]
    return changed(place, slide, changes)


def _swapped(axes) -> Change:
    first = {"rows": -axes[0].after, "columns": -axes[1].after}

    def change(slide):
        laid = {name: replace(getattr(slide, name), first=n) for name, n in first.items()}
        return replace(slide, **laid)

    return Change("place", SIDES_SWAPPED, change)


def _mean(windows, _):
    """Take the mean over real cells; those of padding are nan."""
    return np.nansum(windows, axis=(3, 4)) / (~np.isnan(windows)).sum(axis=(3, 4))


MEANS = changes(
    "sum",
    {
        "The largest was taken, not the mean.": lambda w, _: np.fmax.reduce(w, axis=(3, 4)),
        "The padding was counted as 0. The mean is taken over real cells only.": (
            lambda w, _: np.nan_to_num(w).mean(axis=(3, 4))
        ),
        "The numbers of the window were added, and not divided by their count.": (
            lambda w, _: np.nansum(w, axis=(3, 4))
        ),
        "The smallest was taken, not the mean.": lambda w, _: np.fmin.reduce(w, axis=(3, 4)),
    },
    c.reduced,
)
