"""Changes of sliding computations: of images, kernels, sums, biases, relu, and results."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from . import changes as c
from .changes import Change, changes
from .sliding import Slide, axes, sizes_swapped
from .sums import APART, POOLS, SUMS, TRACES


def kept(array, index: int, axis: int = 0):
    """Return an array that is 0 but for one index of an axis."""
    out = np.zeros_like(array)
    place = (slice(None),) * axis + (index,)
    out[place] = array[place]
    return out


# Axes in which filters may be read, by number: the rule names them.
_ORDERS = ((0, 1, 3, 2), (3, 2, 0, 1), (3, 0, 1, 2), (2, 0, 1, 3), (2, 3, 0, 1), (1, 0, 2, 3))


def _read_as(order, stamped: bool):
    """Return a change that reads the numbers of filters as if their axes stood in that order."""

    def change(filters):
        handed = filters.swapaxes(2, 3) if stamped else filters
        shape = [handed.shape[axis] for axis in order]
        read = handed.reshape(shape).transpose(np.argsort(order))
        return read.swapaxes(2, 3) if stamped else read

    return change


def _turned(slide: Slide) -> Slide:
    """Swap rows and columns of the kernel, and of the windows with it."""
    return replace(c.both(sizes_swapped)(slide), filters=slide.filters.swapaxes(0, 1))


def _axes_mixed_up(word: str, stamped: bool) -> dict:
    """Return filters read in another order of axes; stamps have (kh, kw, c_out, c_in)."""
    axes = ("kh", "kw", "c_out", "c_in") if stamped else ("kh", "kw", "c_in", "c_out")
    return {
        f"The axes of the {word} were mixed up: read as ({', '.join(axes[k] for k in order)}). "
        f"They are ({', '.join(axes)}).": _read_as(order, stamped)
        for order in _ORDERS
    }


def kernels(word: str, stamped: bool = False) -> list[Change]:
    """Return changes of what images are multiplied by; ``word`` is kernel or filters."""
    many = word.endswith("s")
    was = "were" if many else "was"
    as_is = "them on the image as they are" if many else "it on the image as it is"
    rules = {
        f"The {word} {was} flipped. TensorFlow lays {as_is}.": lambda f: f[::-1, ::-1],
        f"The {word} {was} flipped upside down. TensorFlow flips nothing.": lambda f: f[::-1],
        f"The {word} {was} flipped left to right. TensorFlow flips nothing.": lambda f: f[:, ::-1],
        f"The {word} {was} flipped along the channels, too. TensorFlow flips nothing.": (
            lambda f: f[::-1, ::-1, ::-1]
        ),
        f"The {word} {was} flipped along all axes. TensorFlow flips nothing.": np.flip,
        "The channels met in the wrong order: channel c of the image meets channel c of the "
        f"{word}.": lambda f: f[:, :, ::-1],
        f"Rows and columns of the {word} are swapped.": lambda f: f.swapaxes(0, 1),
        f"Rows and columns of the {word} are swapped: the numbers were reshaped.": (
            lambda f: f.reshape(f.shape[1], f.shape[0], *f.shape[2:]).swapaxes(0, 1)
        ),
        f"The {word} {was} flipped, and rows and columns are swapped.": (
            lambda f: f[::-1, ::-1].swapaxes(0, 1)
        ),
        f"The {word} {was} turned by a quarter.": np.rot90,
        f"The {word} {was} turned by a quarter, the other way round.": lambda f: np.rot90(f, -1),
        f"The sum was divided by the sum of the {word}. The numbers stay as they are.": (
            lambda f: f / f.sum(axis=(0, 1), keepdims=True)
        ),
        f"The sum was divided by the sum of all numbers of the {word}.": lambda f: f / f.sum(),
        f"The signs of the {word} are gone.": np.abs,
        f"The {word} {was} left out: the numbers of each window were added up as they are.": (
            np.ones_like
        ),
        f"The {word} {was} taken away, not added: the sign is wrong.": np.negative,
        f"The {word} {was} squared.": np.square,
        f"The numbers of the {word} lost their fractions.": np.trunc,
        f"Only the number at the top left of the {word} was used.": lambda f: kept(
            kept(f, 0), 0, axis=1
        ),
        f"All channels met channel 0 of the {word}. Each meets its own.": lambda f: np.repeat(
            f[:, :, :1], f.shape[2], axis=2
        ),
        f"All channels met the last channel of the {word}. Each meets its own.": (
            lambda f: np.repeat(f[:, :, -1:], f.shape[2], axis=2)
        ),
        f"Only the first channel of the {word} was used.": lambda f: kept(f, 0, axis=2),
        f"Only the last channel of the {word} was used.": lambda f: kept(f, -1, axis=2),
        "All outputs were made by the first filter. Each has its own.": lambda f: np.repeat(
            f[..., :1], f.shape[-1], axis=-1
        ),
        "All outputs were made by the last filter. Each has its own.": lambda f: np.repeat(
            f[..., -1:], f.shape[-1], axis=-1
        ),
        "The filters were used in reverse order.": lambda f: f[..., ::-1],
        f"Channels and filters of the {word} stand in reverse order: too many axes were flipped.": (
            lambda f: f[:, :, ::-1, ::-1]
        ),
        f"Each channel met the sum of all channels of the {word}. Each meets its own.": lambda f: (
            np.broadcast_to(f.sum(axis=2, keepdims=True), f.shape)
        ),
    } | _axes_mixed_up(word, stamped)
    wide = f"Rows and columns of the {word} are swapped: it is as high as it should be wide."
    return [*changes("kernel", rules, c.filters), Change("kernel", wide, _turned)]


BIASES = {
    "The bias is missing: add bias[o] to output channel o.": lambda s: 0 * s.bias,
    "bias[0] was added everywhere. Output channel o gets bias[o].": lambda s: s.bias[0],
    "The last bias was added everywhere. Output channel o gets bias[o].": lambda s: s.bias[-1],
    "The biases were added up, and their sum went to every channel. Channel o gets bias[o].": (
        lambda s: np.sum(s.bias)
    ),
    "The mean of the biases went to every channel. Channel o gets bias[o].": lambda s: np.mean(
        s.bias
    ),
    "The bias was added once for each input channel. Add it once, after the sum.": lambda s: (
        s.bias * s.filters.shape[2]
    ),
    "The bias was added inside the sum, once for each product. Add it once, after the sum.": (
        lambda s: s.bias * np.prod(s.filters.shape[:3])
    ),
    "The bias was added once for each cell of the window. Add it once, after the sum.": lambda s: (
        s.bias * np.prod(s.filters.shape[:2])
    ),
    "The bias was taken away. It must be added.": lambda s: -s.bias,
    "The bias was added twice.": lambda s: 2 * s.bias,
    "The biases were added in reverse order.": lambda s: s.bias[::-1],
    "The bias lost its fractions.": lambda s: np.trunc(s.bias),
}


def _positive(numbers):
    return np.maximum(numbers, 0)


def rectified(slide: Slide) -> Slide:
    """Put 0 in the place of negative numbers, as relu does, after the bias."""
    return replace(slide, last=_positive)


def _instead(last):
    """Put something else in the place of what comes last."""
    return lambda slide: replace(slide, last=last)


# Of relu, which comes last
RELUS = {
    "There is no relu: put 0 in the place of negative outputs.": _instead(np.asarray),
    "The bias was added after relu. It is added first, and relu comes last.": lambda s: replace(
        s, bias=0 * s.bias, last=lambda out: _positive(out) + s.bias
    ),
    "You applied relu to the image. It belongs after the sum and the bias.": lambda s: replace(
        s, images=_positive(s.images), last=np.asarray
    ),
    "A hundredth of negative numbers passed, as with leaky relu. relu puts 0 in their place.": (
        _instead(lambda out: np.where(out > 0, out, 0.01 * out))
    ),
    "There is a 1 for each number above 0. relu keeps the number itself.": _instead(
        lambda out: (out > 0) * 1.0
    ),
    "The numbers were cut at 6, as relu6 does. relu cuts off nothing but what is below 0.": (
        _instead(lambda out: np.clip(out, 0, 6))
    ),
    "Negative outputs lost their sign. relu puts 0 in their place.": _instead(np.abs),
    "np.max(x, 0) takes the largest along axis 0, over the images. relu is np.maximum(x, 0).": (
        _instead(lambda out: out.max(axis=0))
    ),
    "You kept the negative numbers. Relu keeps the positive ones: np.maximum(x, 0).": (
        _instead(lambda out: np.minimum(out, 0))
    ),
}


def _read_as_planes(images):
    """Read the numbers of images (n, h, w, c) as if they were planes (n, c, h, w)."""
    n, h, w, c = images.shape
    return images.reshape(n, c, h, w).transpose(0, 2, 3, 1)


IMAGES = {
    "The image was flipped upside down.": lambda i: i[:, ::-1],
    "The image was flipped left to right.": lambda i: i[:, :, ::-1],
    "The image was turned by half a turn.": lambda i: i[:, ::-1, ::-1],
    "The channels of the image were taken in reverse order (BGR for RGB?).": lambda i: i[..., ::-1],
    "Only the first channel of the image was used.": lambda i: kept(i, 0, axis=3),
    "All channels hold channel 0 of the image.": lambda i: np.repeat(i[..., :1], i.shape[3], 3),
    "Only the first image was used. The output has as many images as the input.": lambda i: i[:1],
    "All images hold the first one.": lambda i: np.repeat(i[:1], len(i), 0),
    "The images of the batch were added up. Each has a result of its own.": lambda i: np.repeat(
        i.sum(axis=0, keepdims=True), len(i), 0
    ),
    "The signs of the image are gone.": np.abs,
    "Negative numbers of the image were set to 0.": lambda i: np.maximum(i, 0),
    "The mean was taken away from the image.": lambda i: i - i.mean(),
    "The image was divided by 255.": lambda i: i / 255,
    "The numbers of the image lost their fractions.": np.trunc,
    "The numbers of the image were read column by column. They are read row by row.": (
        lambda i: i.swapaxes(1, 2).reshape(i.shape)
    ),
    "The axes of the images were mixed up: they were read as (n, c, h, w). They are "
    "(n, h, w, c).": _read_as_planes,
}
LASTS = {
    "ReLU was applied: negative numbers were set to 0. Nothing like that is asked for here.": (
        lambda o: np.maximum(o, 0)
    ),
    "The signs are gone.": np.abs,
    "The fractions are gone. The output must hold floats.": np.trunc,
    "The numbers were rounded. The output must hold floats.": np.round,
    "The numbers were rounded down. The output must hold floats.": np.floor,
    "Positive numbers were set to 0.": lambda o: np.minimum(o, 0),
    "Only the first row of the output was filled. Does a return come too early?": lambda o: kept(
        o, 0, axis=1
    ),
    "Only the first image was filled; the others are 0.": lambda o: kept(o, 0),
    "The numbers were cut to the range from 0 to 255. Nothing like that is asked for here.": (
        lambda o: np.clip(o, 0, 255)
    ),
}


def _swapped(out, axes: int):
    """Swap height and width of a result that has so many axes."""
    if out.ndim != axes:
        raise ValueError
    return out.swapaxes(*((0, 1) if axes == 2 else (1, 2)))


def _half_turned(out):
    return out[::-1, ::-1] if out.ndim == 2 else out[:, ::-1, ::-1]


# Of results as the task asks for them: (h, w), or (n, h, w, c)
FORMS = {
    "The result was turned by half a turn.": _half_turned,
    "Rows and columns of the output are swapped: the first axis is the height.": (
        lambda out: _swapped(out, 2)
    ),
    "Height and width of the output are swapped. Axis 1 is the height, axis 2 the width.": (
        lambda out: _swapped(out, 4)
    ),
    "The channels of the output stand second, as in PyTorch. They come last: (n, h, w, c).": (
        lambda out: out.transpose(0, 3, 1, 2)
    ),
    "The channels of the output stand first. They come last: (n, h, w, c).": (
        lambda out: out.transpose(3, 0, 1, 2)
    ),
}


def _relaid(slide: Slide, images) -> Slide:
    """Lay the windows anew over images that have their axes in another order."""
    old = slide.rows
    rows, columns = axes(images, (old.size, slide.columns.size), old.stride, old.along)
    return replace(slide, images=images, rows=rows, columns=columns)


# Of images whose channels stay apart: which axes were taken for rows and columns
READ = {
    "The last two axes were taken for rows and columns, as in (n, c, h, w). They are the axes 1 "
    "and 2 of (n, h, w, c).": lambda s: replace(
        _relaid(s, s.images.transpose(0, 2, 3, 1)), form=lambda out: out.transpose(0, 3, 1, 2)
    ),
    "The images were reshaped to (n·c, h, w), which mixes the channels. Turn the axes with "
    "transpose.": lambda s: replace(
        s,
        images=_read_as_planes(s.images),
        form=lambda out: out.transpose(0, 3, 1, 2).reshape(out.shape),
    ),
}


def of_images() -> list[Change]:
    """Return all changes of what windows are cut out of, and of the result."""
    return [*_results(), *changes("images", IMAGES, c.images)]


def _results() -> list[Change]:
    return [*changes("last", LASTS, c.result), *changes("last", FORMS, c.form)]


def of_convolution(word: str) -> list[Change]:
    """Return all changes of a convolution's images, kernel, sums, and result."""
    traces = changes("trace", TRACES, c.reduced)
    return [*changes("sum", SUMS, c.reduced), *kernels(word), *of_images(), *traces]


def of_depthwise(word: str) -> list[Change]:
    """Return all changes of a depthwise convolution but of where windows lie."""
    return [*kernels(word), *changes("sum", APART, c.reduced), *of_images()]


def of_pooling() -> list[Change]:
    """Return all changes of max pooling but of where windows lie."""
    return [*changes("sum", POOLS, c.reduced), *of_images(), *changes("images", READ)]


def of_bias() -> list[Change]:
    """Return all changes of a bias."""
    return changes("bias", BIASES, lambda bias: lambda s: replace(s, bias=bias(s)))


def of_relu() -> list[Change]:
    """Return all changes of a relu that comes last."""
    return changes("relu", RELUS)
