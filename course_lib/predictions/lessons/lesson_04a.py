"""The questions of the appendix on the Fourier transform."""

from __future__ import annotations

from ..question import Question

QUESTIONS = {
    "ring": Question(
        "Will you find 21, 32 and 43 in the result?",
        "none of them",
        "The waves give 41, 12, 23, 34. Each is made with 10 and 1 the other way round, 12 = 1·10 + "
        "2·1: the kernel is flipped. And 41 = 4·10 + 1·1 reaches round the end.",
        {
            "The transform flips the kernel, so that all sums are other ones.": "all three",
            "Even one does not appear: each sum is made with 10 and 1 the other way round.": (
                "one or two of them"
            ),
        },
        choices=("all three", "one or two of them", "none of them"),
        secret=("41", "12 23"),
    ),
    "not-zero": Question(
        "How many of the 210,000 numbers of the large filter are not 0?",
        525,
        "They come from the small filters: 5·5·3·7 = 525.",
        {
            "That is one filter on one channel: 3 channels and 7 filters are missing.": 25,
            "The three channels are missing.": 175,
            "The seven filters are missing.": 75,
        },
        secret=("525",),
    ),
    "right": Question(
        "What share of the numbers equals that of conv2d with SAME?",
        "none",
        "The kernel is flipped, everything is moved by two, and the image is a ring. No number is "
        "right.",
        {
            "The recipe leaves something out. You have just seen two things.": "all",
            "Away from the edges the numbers are wrong as well: the kernel is flipped.": (
                "all but those near the edges"
            ),
        },
        choices=("all", "all but those near the edges", "none"),
        secret=("0.0000", "Not one"),
    ),
    "share": Question(
        "What share is right now, to two digits?",
        0.92,
        "All but a frame two cells wide: 96·96 of 100·100 places, 0.9216.",
        {
            "The frame is two cells wide on each side: 96·96 are left.": 0.96,
            "The ring still does harm where windows reach over the edge.": 1,
            "That is the share that is wrong.": 0.078,
            "That is in percent. A share lies between 0 and 1.": 92,
        },
        digits=2,
        secret=("0.9216",),
    ),
    "before": Question(
        "Where do the zeros go?",
        "to the image, before it is transformed",
        "The image must have its zeros before it becomes waves. Zeros behind the waves are something "
        "else: they say that there are no waves of those lengths.",
        {
            "Zeros among the waves say that there are no waves of those lengths.": (
                "to its waves, after the transform"
            ),
        },
        choices=("to the image, before it is transformed", "to its waves, after the transform"),
        secret=("(100, 100, 7) 1.0000",),
    ),
}
