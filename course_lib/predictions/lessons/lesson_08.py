"""The questions of lesson 08: two networks for pictures of garments."""

from __future__ import annotations

from ..question import Question

QUESTIONS = {
    "probabilities": Question(
        "Scores 0, 0 and 0.693, where e to the power of 0.693 is 2: which three probabilities?",
        [0.25, 0.25, 0.5],
        "e to the power of each score is 1, 1 and 2. Divided by their sum, 4: 0.25, 0.25, 0.5.",
        {
            "Divide by the sum, so that they add up to 1.": [1, 1, 2],
            "e to the power of 0 is 1, not 0.": [0, 0, 1],
        },
        digits=3,
        secret=("'0.25', '0.25', '0.5'", "0.25, 0.25, 0.5"),
        hint="They add up to 1.",
    ),
    "loss": Question(
        "A network gives each of the ten classes the probability 0.1. What is its loss?",
        2.3,
        "The right class got 0.1 as well, so the loss is −log 0.1 = log 10 = 2.303.",
        {
            "The loss is positive: it has a minus before the logarithm.": -2.3,
            "That is the logarithm to the base 10. Here it is the natural one.": 1,
            "That is the probability. The loss is its logarithm, with a minus.": 0.1,
            "That is all ten classes. Only the right one counts.": 23,
        },
        digits=2,
        secret=("2.30259",),
    ),
    "slopes": Question(
        "Probabilities 0.25, 0.25, 0.5, and the last class is right: which three slopes?",
        [0.25, 0.25, -0.5],
        "Probabilities minus the one-hot label 0 0 1: 0.25, 0.25, and 0.5 − 1 = −0.5. So the last "
        "score should rise, and the others fall.",
        {
            "The sign is turned: probabilities minus label.": [-0.25, -0.25, 0.5],
            "Take the label away from each: it is 1 for the last class only.": [0.25, 0.25, 0.5],
            "The label is 0 for the first two classes.": [-0.75, -0.75, -0.5],
        },
        digits=3,
        secret=("'0.25', '0.25', '-0.5'",),
    ),
    "second": Question(
        "How many weights has the second convolution of net2, with its biases?",
        3630,
        "Each of its 30 filters sees 30 channels: 2·2·30 = 120 weights and one bias. 121·30 = 3630.",
        {
            "That is the first convolution: the second sees 30 channels, not one.": 150,
            "The biases are missing: one for each filter.": 3600,
        },
        secret=("3630",),
    ),
    "field": Question(
        "One number after the second pooling: it has seen how many rows of the picture?",
        7,
        "Begin with 1. The first convolution sees 2 rows, pooling one more: 3. From there on "
        "neighbours are 2 pixels apart, so the second convolution adds 2: 5, and its pooling 2: 7.",
        {
            "After the pooling, neighbours are two pixels apart: each further window adds 2.": 5,
            "Windows overlap: convolutions move by 1. A window of 2 adds one row, not double.": 16,
            "That counts no convolution. Each adds to what is seen.": 4,
        },
        secret=("sees 7",),
    ),
    "seen": Question(
        "At the end of training, on which pictures is net2 better?",
        "on those it was trained on",
        "It has seen the training pictures several times, and followed their slopes. What it learns of "
        "them does not all hold for others. If the gap grows large, that is overfitting.",
        {
            "Those it has never followed. It knows the training pictures better.": (
                "on the validation pictures"
            ),
            "They come from the same source, but it has followed the slopes of one part only.": (
                "on both alike"
            ),
        },
        choices=("on those it was trained on", "on the validation pictures", "on both alike"),
        secret=("overfitting is", "is higher on the training"),
    ),
    "winner": Question(
        "Guessing is right in one of ten. Which network will be better on the test pictures?",
        "net2, the convolutions",
        "With 1.3 % of the weights, the convolutions win: what a filter learns in one corner of a "
        "picture, it knows in all others. A dense layer learns it anew for each place.",
        {
            "More weights are not always better: they have to learn the same thing for each place.": (
                "net1, the dense layers"
            ),
            "So one might expect, and it is close. But there is a winner, mostly.": "both alike",
        },
        choices=("net1, the dense layers", "net2, the convolutions", "both alike"),
        secret=("ahead: True", "do as well as many"),
    ),
    "negative": Question(
        "A filter whose four weights are all negative: what is each number of its map after ReLU?",
        0,
        "Pixels are 0 or more, so the sum of products is 0 or less, and ReLU makes it 0. Its slope "
        "is 0, too: such a filter never changes.",
        {
            "ReLU sets negative numbers to 0.": -1,
            "ReLU cuts, it does not turn the sign.": 1,
        },
        secret=("negative throughout: [",),
    ),
    "pair": Question(
        "Which two classes are confused most often?",
        "T-shirt and shirt",
        "Their outlines are alike: a body with two sleeves, of which the T-shirt's are shorter. Shoes "
        "are mostly taken for shoes.",
        {
            "Those are confused at times, but their outlines differ at the ankle.": (
                "sneaker and ankle boot"
            ),
            "Their outlines have little in common.": "trouser and bag",
            "A sandal has holes, and a dress is long.": "sandal and dress",
        },
        choices=(
            "trouser and bag",
            "sneaker and ankle boot",
            "sandal and dress",
            "T-shirt and shirt",
        ),
        secret=("T-shirt/top taken for Shirt", "T-shirt, pullover"),
    ),
}
