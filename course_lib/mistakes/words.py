"""Rules that fit many tasks, in the words that a task needs: ``WORDS[exercise][task]``."""

from __future__ import annotations

_FLOATS = "The fractions are gone. The output must hold floats."
_FLIPPED = "The kernel was flipped. TensorFlow lays it on the image as it is."
_STAMPED = "The kernel was flipped. A stamp is the kernel as it is."
_FILTERS = "The filters were flipped. TensorFlow lays them on the image as they are."
_RING = "The image goes on at its other side: windows run over one end into the other."
_FIRST = "All padding went to the top or left. Half of it goes there, rounded down."
_OVER = "Where stamps overlap, the last one overwrote the others. They must be added: += and not =."
_CLOSE = "The stamps lie 1 apart, and zeros are left behind them. They lie stride apart."

WORDS: dict[str, dict[str, dict[str, str]]] = {
    "01_max_pooling": {
        "2": {_FLOATS: "The fractions are gone. Give the output the dtype of the input."},
        "5": {_FLOATS: "The fractions are gone. Give the output the dtype of the input."},
    },
    "03_inside_conv2d": {
        "2": {
            "Negative products were set to 0.": (
                "You applied relu to each product. It belongs after the sum and the bias."
            )
        },
    },
    "04_matrix_product": {
        "2": {
            "The windows lie side by side, and as many as fit were taken. They move by the "
            "stride.": "The windows lie side by side. With stride 1 there is one for each place."
        },
        "3": {
            "Rows and columns of the filters are swapped: the numbers were reshaped.": (
                "The patches run column by column: kh comes before kw."
            ),
        },
        "4": {
            "The odd row or column of padding went to the top or left, not to the bottom or "
            "right.": "For even kernels you cut one cell too early: keep from kh // 2 on, not "
            "(kh - 1) // 2.",
            "The padding is size - 1 on every side: that is the full convolution.": (
                "Nothing was cut off. Under SAME the output is as large as the image."
            ),
            "There is no padding: that is VALID.": (
                "That is VALID. Under SAME the output is as large as the image."
            ),
            _RING: f"{_RING} Put zeros between the ends.",
            _FIRST: "You kept the first rows and columns. The part to keep begins at kh // 2 and "
            "kw // 2.",
            _FLIPPED: "The kernel came out flipped. Flip it beforehand: kernel[::-1, ::-1].",
            "The signs are gone.": "The signs are gone: take .real of the complex numbers, not "
            "their absolute value.",
        },
        "5": {
            _RING: f"{_RING} Put zeros between the ends.",
            _FIRST: "You kept the first rows and columns. The part to keep begins at kh // 2 and "
            "kw // 2.",
            _FILTERS: "The filters came out flipped. Flip them beforehand: filters[::-1, ::-1].",
            "The channels met in the wrong order: channel c of the image meets channel c of the "
            "filters.": "The channels were turned, too. Only the height and the width of a filter "
            "are.",
        },
    },
    "05_depthwise_convolution": {
        "4": {
            "The rows of the pointwise filter were read in the order m·c_in + c. It is "
            "c·mult + m.": "The fault is still there: mixing is not in the order c·mult + m of the "
            "first step."
        },
    },
    "06_transposed_convolution": {
        "2": {
            _STAMPED: "The kernel was flipped: that makes 603 where 67 belongs. A stamp is the "
            "kernel as it is."
        },
        "3": {
            "Each channel met the sum of all channels of the filters. Each meets its own.": (
                "The input channels were added up before stamping. Each meets its own kernel first."
            ),
            "Only the first channel of the filters was used.": (
                "Only the first input channel was stamped. The stamps of all of them are added."
            ),
            "Only the last channel of the filters was used.": (
                "Only the last input channel is left. Add the channels up: += and not =."
            ),
        },
        "4": {
            _STAMPED: "The kernel is not turned yet, and gives 603 where 67 belongs: "
            "kernel[::-1, ::-1].",
            "The image was turned by half a turn.": (
                "It is as if the image were turned by half a turn. Turn the kernel, not the result."
            ),
            "The kernel was flipped left to right. A stamp is the kernel as it is.": (
                "The kernel is upside down only. Turn it left to right as well: kernel[::-1, ::-1]."
            ),
            "The kernel was flipped upside down. A stamp is the kernel as it is.": (
                "The kernel is turned left to right only. Turn it upside down as well: "
                "kernel[::-1, ::-1]."
            ),
            "The output has length * stride + size - 1 cells along an axis. It has "
            "(length - 1) * stride + size.": "There are zeros behind the last number. spread ends "
            "with it: (h - 1) * stride + 1 rows.",
        },
    },
    "07_gradients": {
        "4": {
            "The windows run from the end to the beginning.": "The y was flipped. Each number of y "
            "belongs to the window that made its output.",
            "The window of output k starts at cell k. It must start at k * stride.": (
                "The stride was ignored: the window of row r starts at row r * stride, columns "
                "likewise."
            ),
        },
        "5": {
            _STAMPED: "The kernel is turned by half a turn. Stamp it as it is; flip it only if you "
            "slide it over y.",
            _OVER: "A stamp replaced what was under it. Where stamps overlap, they are added up.",
            _CLOSE: "The stride was ignored: the stamp of row r starts at row r * stride, columns "
            "likewise.",
            "The kernel was left out: the numbers of each window were added up as they are.": (
                "Each y was given to its cells without the kernel. Multiply it by the kernel's "
                "numbers."
            ),
        },
    },
}
