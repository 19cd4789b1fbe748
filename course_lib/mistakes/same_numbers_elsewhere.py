"""Mistakes special to exercise 09; those that fit many tasks are listed in ``computed.py``."""

from .changes import mistakes

VALUES = {
    "depthwise_shape": {
        "Channels and filters become one axis of 4·2, and each group sees one channel.": (
            *(2, 4, 3, 5),
        ),
        "That is the order (1, c_in·mult, kh, kw). The output channels come first.": (1, 8, 3, 5),
        "There are c_in·mult output channels, 4·2, and not c_in.": (4, 1, 3, 5),
        "Each group sees one input channel: the second number is 1.": (8, 4, 3, 5),
        "The axes are those of Keras. Rows and columns come last in PyTorch.": (3, 5, 1, 8),
        "Rows and columns are swapped: kh comes before kw.": (8, 1, 5, 3),
        "There are c_in·mult output channels, 4·2. mult alone is 2.": (2, 1, 3, 5),
        "Channels and filters are two axes in Keras only: 4·2 channels come first.": (4, 2, 3, 5),
    },
    "transposed_shape": {
        "The channels are swapped: PyTorch has (c_in, c_out, kh, kw).": (4, 8, 3, 5),
        "Rows and columns are swapped: kh comes before kw.": (8, 4, 5, 3),
        "The axes are those of Keras. Rows and columns come last in PyTorch.": (3, 5, 4, 8),
        "Rows and columns come last, and c_in first.": (3, 5, 8, 4),
    },
    "flat_order": {
        "That is the order of NHWC, pixel by pixel. NCHW goes channel by channel.": [*range(12)],
        "The numbers of the picture are counted from 0.": [1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12],
        "Within a channel, rows come first: 0, 3, then 6, 9.": [
            *(0, 6, 3, 9, 1, 7),
            *(4, 10, 2, 8, 5, 11),
        ],
        "That is the way back: it says where each number of NHWC stands in NCHW.": [
            *(0, 4, 8, 1, 5, 9),
            *(2, 6, 10, 3, 7, 11),
        ],
        "There are three channels, so every third number belongs to channel 0.": [
            *(0, 2, 4, 6, 8, 10),
            *(1, 3, 5, 7, 9, 11),
        ],
    },
    "pads": {
        "F.pad begins with the last axis: left, right, top, bottom.": (0, 1, 1, 2),
        "The number of columns was rounded down. SAME rounds it up.": (0, 1, 0, 1),
        "The odd cell goes to the end: right and bottom have the larger half.": (2, 1, 1, 0),
        "That is for stride 1. SAME adds only what the windows need.": (1, 2, 1, 1),
        "One cell on each side is padding=1. SAME adds what is missing, the odd cell at the end.": (
            1,
            1,
            1,
            1,
        ),
        "That is in the order left, top, right, bottom. F.pad takes an axis after the other: "
        "left, right, top, bottom.": (1, 0, 2, 1),
        "Nothing is missing in VALID only. SAME makes 4 rows and 4 columns.": (0, 0, 0, 0),
        "That is size // 2 on each side. SAME adds what is missing, the odd cell at the end.": (
            2,
            2,
            1,
            1,
        ),
    },
}
BY_TASK = {"1": mistakes(VALUES, prefix=True)}
