"""The questions of lesson 05: depthwise convolution."""

from __future__ import annotations

import numpy as np

from ...mistakes import families as f
from ...mistakes import sliding as s
from ..question import Question

CHANNELS = np.stack([[[1.0, 2, 0], [3, 1, 4]], [[2.0, 3, 0], [1, 5, -1]]], axis=-1)
KERNELS = np.stack([[[1.0, 0], [0, 1]], [[0.0, 1], [1, 0]]], axis=-1)


def _summed():
    slide = s.convolved(CHANNELS[None], KERNELS[..., None], form=lambda out: out.ravel())
    return slide, f.of_convolution("kernel")


QUESTIONS = {
    "summed": Question(
        "Which two numbers does conv2d give?",
        [6, 11],
        "Channel 0 gives 1·1 + 1·1 = 2 and 2·1 + 4·1 = 6, channel 1 gives 3·1 + 1·1 = 4 and 0·1 + "
        "5·1 = 5. conv2d adds the channels: 2 + 4 = 6 and 6 + 5 = 11.",
        {
            "That is channel 0 alone. conv2d adds up over the channels.": [2, 6],
            "That is channel 1 alone. conv2d adds up over the channels.": [4, 5],
        },
        _summed,
        secret=("6. 11.",),
        hint="Each kernel meets its own channel; then add.",
    ),
    "apart": Question(
        "Which shape does depthwise_conv2d give?",
        (1, 1, 2, 2),
        "A 2×2 kernel has 1 place along 2 rows and 2 along 3 columns. Each of the two channels stays "
        "one of its own: (1, 1, 2, 2).",
        {
            "That is conv2d. Without the last sum each channel stays one of its own.": (1, 1, 2, 1),
            "Under VALID a 2×2 kernel has one place along 2 rows, and two along 3 columns.": (
                1,
                2,
                3,
                2,
            ),
        },
        secret=("(1, 1, 2, 2)",),
    ),
    "mult": Question(
        "Which mult makes 512 channels out of 256?",
        2,
        "Each channel is filtered mult times: 256 · mult = 512, so mult is 2.",
        {
            "mult counts the filters that each channel gets, not the channels that come out.": 512,
            "With one filter for each channel as many come out as go in.": 1,
        },
        secret=("mult 2 gives 512",),
    ),
    "ones-shape": Question(
        "Which shape comes out under SAME?",
        (2, 13, 13, 12),
        "Two images, SAME keeps 13×13, and three channels with four filters each make 12: "
        "(2, 13, 13, 12).",
        {
            "That is conv2d: four filters, four channels. Here each channel has four of its own.": (
                2,
                13,
                13,
                4,
            ),
            "Each channel has four filters: 3·4 channels come out.": (2, 13, 13, 3),
            "Under SAME height and width stay as they are.": (2, 9, 9, 12),
        },
        secret=("(2, 13, 13, 12)",),
    ),
    "ones-order": Question(
        "In which order do the numbers come at pixel (6, 6)? Guess.",
        "2, 2.1, 2.2, 2.3, 3, …",
        "Channel by channel: all filters of channel 0 first, then those of channel 1.",
        {
            "That is filter by filter. Here all filters of channel 0 come first.": "2, 3, 4, 2.1, …",
            "That is conv2d, which adds the channels up.": "9, 9.3, 9.6, 9.9",
        },
        choices=("2, 2.1, 2.2, 2.3, 3, …", "2, 3, 4, 2.1, …", "9, 9.3, 9.6, 9.9"),
        secret=("2 2.1 2.2 2.3 3",),
    ),
    "seven": Question(
        "Which input channel and which filter make output channel 7?",
        [1, 3],
        "All filters of channel 0 come first, output channels 0 to 3; then those of channel 1, 4 to "
        "7. So 7 is channel 1, filter 3: divmod(7, 4).",
        {
            "That is filter by filter, m·c_in + c. It is c·mult + m: channel by channel.": [1, 2],
            "Channel first, then filter.": [3, 1],
            "Counting begins with 0.": [2, 4],
            "That would be output channel 11: there are four filters for each channel.": [2, 3],
        },
        secret=("number: 1 3", "Output 7 = 1·4 + 3"),
    ),
    "large": Question(
        "20 images of 64×64 with 100 channels, filters (5, 5, 100, 10), SAME: which shape?",
        (20, 64, 64, 1000),
        "SAME with stride 1 keeps 64×64. 100 channels with 10 filters each make 1000: "
        "(20, 64, 64, 1000).",
        {
            "That is conv2d. Here each of the 100 channels has 10 filters of its own.": (
                20,
                64,
                64,
                10,
            ),
            "Under SAME height and width stay as they are.": (20, 60, 60, 1000),
            "Each of the 100 channels has 10 filters.": (20, 64, 64, 100),
        },
        secret=("(20, 64, 64, 1000)",),
    ),
    "mixed": Question(
        "The mixing numbers are 10 and −1: which two numbers come out?",
        [16, 55],
        "2·10 + 4·(−1) = 16, and 6·10 + 5·(−1) = 55.",
        {
            "The channels meet in pairs: 2 with 4, and 6 with 5.": [14, 35],
            "The minus is lost: the second channel counts −1.": [24, 65],
            "The mixing numbers are swapped: 10 belongs to channel 0.": [38, 44],
        },
        secret=("16. 55.",),
        hint="The first step gives 2 and 6 in channel 0, 4 and 5 in channel 1.",
    ),
    "full": Question(
        "3×3 filters from 4 to 6 channels: how many weights has the full convolution?",
        216,
        "Each of the 6 filters has 3·3·4 = 36 weights: 216.",
        {
            "That is one filter. There are six.": 36,
            "The four channels of the image are missing.": 54,
        },
        secret=("216",),
    ),
    "both-steps": Question(
        "And the separable one with mult 1, both steps together?",
        60,
        "First step: 3·3 for each of 4 channels, 36. Second step: 4 for each of 6 outputs, 24. "
        "Together 60.",
        {
            "That is the first step only. Mixing 4 channels to 6 takes 4·6 more.": 36,
            "That is the second step only.": 24,
            "The two steps follow each other, so their weights are added, not multiplied.": 864,
        },
        secret=("36 + 24",),
    ),
    "two-groups": Question(
        "How many weights has the one with 2 groups?",
        144,
        "A filter has only 4 / 2 = 2 channels: 3·3·2·8 = 144, half of the 288 with one group.",
        {
            "That is one group. In two groups a filter has only half of the channels.": 288,
            "That is four groups, one channel each.": 72,
            "There are 8 filters in all, not for each group.": 576,
        },
        secret=("weights 144",),
    ),
    "depthwise-one": Question(
        "Which of these is depthwise_conv2d?",
        "4 groups, mult 2",
        "With 4 groups each group is one channel, which 8 / 4 = 2 filters read: depthwise_conv2d with "
        "mult 2.",
        {
            "With one group each output reads all channels: that is conv2d.": "1 group, mult 8",
            "There each output reads two channels. In a depthwise convolution it reads one.": (
                "2 groups, mult 4"
            ),
            "8 outputs from 4 channels: each channel has two filters.": "4 groups, mult 8",
        },
        choices=("1 group, mult 8", "2 groups, mult 4", "4 groups, mult 2", "4 groups, mult 8"),
        secret=("groups 4 weights 72",),
    ),
}
