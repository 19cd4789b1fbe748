"""Wrong preparations of pictures and labels, and wrong losses: the rule and what it gives."""

from __future__ import annotations

import numpy as np

from .changes import mistakes


def softmax(scores, axis=1, largest=lambda s: s.max(axis=1, keepdims=True)):
    """Return probabilities; ``largest`` is what is subtracted from the scores beforehand."""
    powers = np.exp(scores - largest(scores))
    return powers / powers.sum(axis=axis, keepdims=True)


def _loss(
    loss=lambda p, y, s: -np.log((p * y).sum(axis=1)).mean(),
    slope=lambda p, y, s: (p - y) / len(y),
    shares=softmax,
):
    """Return loss and slope, each made of the probabilities, y and the scores."""

    def answer(scores, y):
        p = shares(scores)
        return loss(p, y, scores), slope(p, y, scores)

    return answer


loss_and_slope = _loss()
LOSS = {
    "Softmax was applied twice. Shares are no scores: apply it once.": _loss(
        shares=lambda scores: softmax(softmax(scores))
    ),
    "The losses were added up. The loss of a batch is their mean.": _loss(
        lambda p, y, s: -np.log((p * y).sum(axis=1)).sum()
    ),
    "There is a loss for each picture. Return their mean.": _loss(
        lambda p, y, s: -np.log((p * y).sum(axis=1))
    ),
    "The slope was not divided by the number of pictures. The loss is a mean.": _loss(
        slope=lambda p, y, s: p - y
    ),
    "The slope has the wrong sign: it is the shares minus y.": _loss(
        slope=lambda p, y, s: (y - p) / len(y)
    ),
    "Softmax ran over the pictures. The shares of each picture add up to 1: axis 1.": _loss(
        shares=lambda scores: softmax(scores, 0, lambda s: s.max(axis=0))
    ),
    "The powers of large scores became infinite. Subtract the largest score first.": _loss(
        shares=lambda scores: softmax(scores, largest=lambda s: 0)
    ),
    "The largest of the whole batch was subtracted. Take each row's: axis=1, keepdims=True.": _loss(
        shares=lambda scores: softmax(scores, largest=np.max)
    ),
    "That is the slope by the shares. Asked for is that by the scores: shares minus y, over n.": (
        _loss(slope=lambda p, y, s: -y / p / len(y))
    ),
    "The logarithm is that of base 2. It is the natural one: np.log.": _loss(
        lambda p, y, s: -np.log2((p * y).sum(axis=1)).mean()
    ),
    "The logarithm is that of base 10. It is the natural one: np.log.": _loss(
        lambda p, y, s: -np.log10((p * y).sum(axis=1)).mean()
    ),
    "The loss has the wrong sign: it is minus the logarithm.": _loss(
        lambda p, y, s: np.log((p * y).sum(axis=1)).mean()
    ),
    "The logarithm was left out: the loss is -log of the share.": _loss(
        lambda p, y, s: -(p * y).sum(axis=1).mean()
    ),
    "The mean was taken over all numbers of the table. Take it over the pictures.": _loss(
        lambda p, y, s: -(y * np.log(np.maximum(p, 1e-300))).mean()
    ),
    "The logarithm was taken of the mean share. Take the mean of the logarithms.": _loss(
        lambda p, y, s: -np.log((p * y).sum(axis=1).mean())
    ),
    "The scores were taken for the logarithms of the shares: softmax comes first.": _loss(
        lambda p, y, s: -(s * y).sum(axis=1).mean()
    ),
    "0 · log 0 is nan. Take the share of the class first, and then its logarithm.": _loss(
        lambda p, y, s: -(y * np.log(p)).sum(axis=1).mean()
    ),
    "That is the squared error. Cross-entropy is -log of the share of the class.": _loss(
        lambda p, y, s: ((p - y) ** 2).sum(axis=1).mean()
    ),
    "That is the mean squared error. Cross-entropy is -log of the share of the class.": _loss(
        lambda p, y, s: ((p - y) ** 2).mean()
    ),
    "The loss counts the other classes, too: that is binary cross-entropy, added up.": _loss(
        lambda p, y, s: (
            -(y * np.log(p) + (1 - y) * np.log(np.maximum(1 - p, 1e-300))).sum(axis=1).mean()
        )
    ),
    "A small number was added before the logarithm, or shares were clipped. Do neither: work with "
    "the scores.": _loss(lambda p, y, s: -np.log(np.maximum((p * y).sum(axis=1), 1e-7)).mean()),
    "Softmax ran over the whole batch. The probabilities of each picture add up to 1: axis 1.": (
        _loss(shares=lambda scores: softmax(scores, None))
    ),
    "The slope is that of the mean over all numbers of the table. Divide by the pictures only.": (
        _loss(slope=lambda p, y, s: (p - y) / y.size)
    ),
    "The shares were returned. The slope is the shares minus y, divided by n.": _loss(
        slope=lambda p, y, s: p
    ),
    "y was left out of the slope: it is the shares minus y.": _loss(
        slope=lambda p, y, s: p / len(y)
    ),
    "The slope was divided by the number of classes. Divide by the number of pictures.": _loss(
        slope=lambda p, y, s: (p - y) / y.shape[1]
    ),
    "The slope of softmax was multiplied in. It is in shares minus y already.": _loss(
        slope=lambda p, y, s: (p - y) * p * (1 - p) / len(y)
    ),
    "The scores were used in the slope. It is the shares minus y.": _loss(
        slope=lambda p, y, s: (s - y) / len(y)
    ),
    "The slope was averaged over the pictures. There is one for each picture.": _loss(
        slope=lambda p, y, s: (p - y).mean(axis=0)
    ),
    "The sign of the slope is wrong, and it was not divided by the number of pictures.": _loss(
        slope=lambda p, y, s: y - p
    ),
    "The loss was added up over the pictures, and the slope was not divided: take the mean.": (
        _loss(lambda p, y, s: -np.log((p * y).sum(axis=1)).sum(), lambda p, y, s: p - y)
    ),
}


def _rows(labels, classes=10):
    return (labels[:, None] == np.arange(classes)).astype(float)


def _prepared(x=lambda i: i[..., None] / 255, y=_rows):
    """Return pictures and labels, each prepared in its way."""
    return lambda images, labels: (x(np.asarray(images, float)), y(np.asarray(labels)))


prepare = _prepared()
PREPARED = {
    "The labels are still class numbers. Make a row of ten for each, 1 at the class.": _prepared(
        y=lambda c: c.astype(float)
    ),
    "The pixels are not scaled: 255 must become 1. Divide by 255.": _prepared(
        lambda i: i[..., None]
    ),
    "The pixels were divided by 256. 255 must become 1, so divide by 255.": _prepared(
        lambda i: i[..., None] / 256
    ),
    "The pixels were divided by the largest of them. Divide by 255, whatever they are.": _prepared(
        lambda i: i[..., None] / i.max()
    ),
    "The channel axis is missing: pictures are (n, h, w, 1).": _prepared(lambda i: i / 255),
    "The rows are as long as the largest label asks for. There are always 10 classes.": _prepared(
        y=lambda c: _rows(c, c.max() + 1)
    ),
    "The classes were counted from 1. They are counted from 0.": _prepared(
        y=lambda c: _rows(c - 1)
    ),
    "The classes were shifted by one place to the right.": _prepared(y=lambda c: _rows(c + 1)),
    "The one-hot table is turned: there is a row for each picture.": _prepared(
        y=lambda c: _rows(c).T
    ),
    "1 and 0 are swapped: 1 stands at the class.": _prepared(y=lambda c: 1 - _rows(c)),
    "The rows hold −1 where 0 belongs.": _prepared(y=lambda c: 2 * _rows(c) - 1),
    "The classes were filled up to the left, as on a thermometer. Only the class itself is 1.": (
        _prepared(y=lambda c: (np.arange(10) <= c[:, None]).astype(float))
    ),
    "There is a column only for each class of this batch. There are always 10.": _prepared(
        y=lambda c: (c[:, None] == np.unique(c)).astype(float)
    ),
    "Each row holds a 1 for all classes of the batch: y[:, labels] is every row.": _prepared(
        y=lambda c: np.repeat(_rows(c).max(axis=0)[None], len(c), axis=0)
    ),
    "The class number stands in the row. 1 stands there.": _prepared(
        y=lambda c: _rows(c) * c[:, None]
    ),
    "The labels were put behind an axis, and are numbers still.": _prepared(y=lambda c: c[:, None]),
    "The pixels were scaled to −1 … 1. 0 stays 0, and 255 becomes 1.": _prepared(
        lambda i: i[..., None] / 127.5 - 1
    ),
    "The pixels were scaled by their smallest and largest. Divide by 255.": _prepared(
        lambda i: ((i - i.min()) / (i.max() - i.min()))[..., None]
    ),
    "The mean was taken away, and the deviation divided. Divide by 255 only.": _prepared(
        lambda i: ((i - i.mean()) / i.std())[..., None]
    ),
    "Whole-number division // leaves 0 of all but 255. Divide with /.": _prepared(
        lambda i: (i // 255)[..., None]
    ),
    "Height and width are swapped by the reshape: it is (n, h, w, 1).": _prepared(
        lambda i: (i / 255).reshape(len(i), i.shape[2], i.shape[1], 1)
    ),
    "The classes were numbered among those of the batch. The label itself is the place.": _prepared(
        y=lambda c: _rows(np.unique(c, return_inverse=True)[1])
    ),
    "The labels' rows hold integers. They should hold floats.": _prepared(
        y=lambda c: _rows(c).astype(int)
    ),
    "The pixels are turned round: 1 − pixel / 255.": _prepared(lambda i: 1 - i[..., None] / 255),
    "The pixels were divided by 100. Divide by 255.": _prepared(lambda i: i[..., None] / 100),
    "The pixels were divided by 254. Divide by 255.": _prepared(lambda i: i[..., None] / 254),
    "The channel axis stands second, as in PyTorch. It comes last: (n, h, w, 1).": _prepared(
        lambda i: i[:, None] / 255
    ),
    "The channel axis stands first. It comes last: (n, h, w, 1).": _prepared(
        lambda i: i[None] / 255
    ),
    "The pictures were flattened. They keep rows and columns: (n, h, w, 1).": _prepared(
        lambda i: i.reshape(len(i), -1) / 255
    ),
    "Pictures and labels are swapped: return the pictures first.": lambda *given: prepare(*given)[
        ::-1
    ],
}
# An answer to a task whose checks tell of which kind the numbers are, too
_WHOLE = "Whole division makes 0 of every pixel below 255. Use /."
BY_TASK = {
    "1": mistakes(
        {"prepare": {_WHOLE: lambda i, c: (np.asarray(i)[..., None] // 255, prepare(i, c)[1])}}
    )
}
