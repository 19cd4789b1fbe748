"""Known mistakes of exercise 02."""

import numpy as np

from . import changes as c
from .computations import correlate, layer, same_sides, windows_of

# The image and the kernel of task 1, as in the notebook.
BY_HAND = np.array([[1, 2, 0], [3, -1, 4], [0, 5, -2]]), np.array([[1, 0], [-1, 2]])


def correlate_valid(image, kernel):
    """Return the answer of task 2."""
    return correlate(image, kernel)


def correlate_same(image, kernel, stride, value=0.0, first=False, padded_for=None, move=None):
    """Return the answer of task 3."""
    sides = same_sides(np.shape(image), np.shape(kernel), padded_for or stride, first)
    return correlate(image, kernel, move or stride, sides, value)


def by_channel(image, kernel, reduce=np.sum):
    """Return the answer of task 4, or what stands before its sum over the channels."""
    seen = windows_of(image, np.shape(kernel)[:2], axis=(0, 1))
    results = np.einsum("yxcij,ijc->yxc", seen, kernel)
    return results if reduce is None else reduce(results, axis=2)


def conv_layer(images, filters, bias, stride):
    """Return the answer of task 5."""
    return layer(images, filters, bias, stride)


TURNED = c.argument("kernel", lambda k: k.T, "Rows and columns of the kernel are swapped.")
MEAN = "The channels were averaged. They must be summed."

BY_TASK = {
    "1": [
        *c.by_hand("by_hand", correlate_valid, BY_HAND, c.flipped(), c.SWAPPED, TURNED),
        *c.values(
            "out_shape",
            {
                "That is the shape under SAME: VALID needs whole windows.": (4, 5, 7, 8),
                "Height and width are swapped: it is (n, oh, ow, c_out).": (4, 5, 4, 8),
                "The stride was ignored: there are (h - kh) // stride + 1 rows.": (4, 7, 10, 8),
                "One window more fits: there are (h - kh) // stride + 1 rows.": (4, 3, 4, 8),
                "A window must fit wholly: round (h - kh) / stride down, then add 1.": (4, 4, 6, 8),
                "The channels are those of the input. Each filter makes one.": (4, 4, 5, 3),
            },
        ),
    ],
    "2": c.mistakes(
        "correlate",
        correlate_valid,
        *(c.flipped(), TURNED, c.SWAPPED, c.LAST_WINDOW_LOST, c.WHOLE_NUMBERS),
    ),
    "3": c.mistakes(
        "correlate_same",
        correlate_same,
        c.flipped(),
        c.option(
            "The odd row or column of padding went to the top or left, not to the bottom or right.",
            first=True,
        ),
        c.stride_ignored(),
        c.Change(
            "The window of row y starts at row y of the padded image. It must start at row "
            "y * stride; columns likewise.",
            lambda right, given: right(**given, move=1)[
                tuple(slice(-(-n // given["stride"])) for n in np.shape(given["image"]))
            ],
        ),
        c.WHOLE_NUMBERS,
        c.option("The padding was −∞. That is for max pooling: for sums it is 0.", value=-np.inf),
        c.option(
            "The padding was that of stride 1. Under SAME it depends on the stride.", padded_for=1
        ),
        c.SWAPPED,
        c.special(correlate, "There is no padding: that is VALID."),
    ),
    "4": c.mistakes(
        "conv_channels",
        by_channel,
        c.channels_cut(
            slice(1),
            "Only the first channel was used. Sum over all of them.",
            images="image",
            filters="kernel",
        ),
        c.option(
            "The channels were not summed. One number per window is left, so the output has two "
            "axes.",
            reduce=None,
        ),
        c.option(MEAN, reduce=np.mean),
        c.flipped(),
        c.argument(
            "kernel",
            lambda k: k[..., ::-1],
            "The channels met in the wrong order: channel c of the image meets channel c of the "
            "kernel.",
        ),
        c.WHOLE_NUMBERS,
        c.SWAPPED,
    ),
    "5": c.mistakes(
        "conv_layer",
        conv_layer,
        c.flipped("filters"),
        c.argument("bias", np.zeros_like, "The bias is missing: add bias[o] to output channel o."),
        c.Change(
            "The bias was added once for each input channel. Add it once, after the sum.",
            lambda right, given: right(
                **given | {"bias": given["bias"] * np.shape(given["images"])[3]}
            ),
        ),
        c.channels_cut(slice(1), "Only the first input channel was used. Sum over all of them."),
        c.argument(
            "filters",
            lambda f: f / f.shape[2],
            "The input channels were averaged. They must be summed.",
        ),
        c.stride_ignored(),
        c.STRIDE_NOT_IN_START,
        c.WHOLE_NUMBERS,
        c.first_image(),
        c.HEIGHT_AND_WIDTH_SWAPPED,
        c.channel_axes_mixed(),
    ),
}
