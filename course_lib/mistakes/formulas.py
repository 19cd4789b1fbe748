"""Wrong formulas, in the tasks that ask for one: the rule and what it gives."""

from __future__ import annotations

import numpy as np

from ..nn.geometry import same_padding
from .sliding import same
from .window_families import PADDINGS


def _padding(before, after):
    def answer(length, size, stride):
        axis = same(length, size, stride)
        return before(axis), after(axis)

    return answer


def _cells(length, size, stride):
    return (-(-length // stride) - 1) * stride + size - length


SAME_PADDING = {rule: _padding(*cells) for rule, cells in PADDINGS.items()} | {
    "That is the length of the output. The cells of padding are asked for.": (
        lambda length, size, stride: -(-length // stride)
    ),
    "Before and after are the total each, or half of it as a fraction: a cell can't be halved.": (
        lambda length, size, stride: (max(_cells(length, size, stride), 0) / 2,) * 2
    ),
    "The padding came out negative. It is never less than 0.": lambda length, size, stride: (
        _cells(length, size, stride) // 2,
        _cells(length, size, stride) - _cells(length, size, stride) // 2,
    ),
    "There are three numbers. Return two: the cells before, and the cells after.": (
        lambda length, size, stride: (
            -(-length // stride),
            *same_padding(length, size, stride),
        )
    ),
    "That is the total, and the half that goes before. Return the cells before, and the cells "
    "after.": lambda length, size, stride: (
        sum(same_padding(length, size, stride)),
        same_padding(length, size, stride)[0],
    ),
    "The sign is wrong: the padding is what the windows need less what is there.": (
        lambda length, size, stride: (
            max(-_cells(length, size, stride), 0) // 2,
            -(-max(-_cells(length, size, stride), 0) // 2),
        )
    ),
}


def _limit(formula):
    def answer(shape):
        kh, kw, c_in, c_out = shape
        return formula(kh * kw * c_in, kh * kw * c_out)

    return answer


GLOROT = {
    "The limit has the wrong sign, or two values: it is one positive number.": _limit(
        lambda a, b: (-np.sqrt(6 / (a + b)), np.sqrt(6 / (a + b)))
    ),
    "Only fan-out was used. Glorot's rule adds fan-in and fan-out.": _limit(
        lambda a, b: np.sqrt(6 / b)
    ),
    "The fans were multiplied. Add them.": _limit(lambda a, b: np.sqrt(6 / (a * b))),
    "The root was taken of 2 / (fan_in + fan_out): that is the deviation of a bell curve. For a "
    "limit, 6 is divided.": _limit(lambda a, b: np.sqrt(2 / (a + b))),
    "The root was taken of 2 / fan_in: that is He's rule. Glorot's is sqrt(6 / (fan_in + "
    "fan_out)).": _limit(lambda a, b: np.sqrt(2 / a)),
    "The root was taken of 6 / fan_in: that is He's rule. Glorot's adds fan_out.": _limit(
        lambda a, b: np.sqrt(6 / a)
    ),
    "The root was taken of 1 / fan_in, as PyTorch does. Glorot's is sqrt(6 / (fan_in + "
    "fan_out)).": _limit(lambda a, b: np.sqrt(1 / a)),
    "The root was taken of 3 / fan_in. Glorot's is sqrt(6 / (fan_in + fan_out)).": _limit(
        lambda a, b: np.sqrt(3 / a)
    ),
    "The root was taken of 3 / (fan_in + fan_out). 6 is divided.": _limit(
        lambda a, b: np.sqrt(3 / (a + b))
    ),
    "The root was taken of 12 / (fan_in + fan_out). 6 is divided.": _limit(
        lambda a, b: np.sqrt(12 / (a + b))
    ),
    "The fraction is upside down: 6 / (fan_in + fan_out).": _limit(
        lambda a, b: np.sqrt((a + b) / 6)
    ),
    "The whole range from -limit to limit was returned: it is twice the limit.": _limit(
        lambda a, b: 2 * np.sqrt(6 / (a + b))
    ),
    "Division // rounds down. Use /.": _limit(lambda a, b: np.sqrt(6 // (a + b))),
    "The axes were read as (c_out, kh, kw, c_in). They are (kh, kw, c_in, c_out).": (
        lambda shape: np.sqrt(6 / (shape[1] * shape[2] * (shape[3] + shape[0])))
    ),
    "The height of the window is missing: the fans have kh * kw.": lambda shape: np.sqrt(
        6 / (shape[1] * (shape[2] + shape[3]))
    ),
    "The width of the window is missing: the fans have kh * kw.": lambda shape: np.sqrt(
        6 / (shape[0] * (shape[2] + shape[3]))
    ),
    "kh and kw were added. Multiply them.": lambda shape: np.sqrt(
        6 / ((shape[0] + shape[1]) * (shape[2] + shape[3]))
    ),
    "All four numbers were added. A fan is a product.": lambda shape: np.sqrt(6 / sum(shape)),
}


def _weights(share=lambda w: w % 2**23 / 2**23, stretch=2.0, shift=1.0, limit=None, layout=None):
    def answer(words, shape):
        kh, kw, c_in, c_out = shape
        size = limit(kh, kw, c_in, c_out) if limit else np.sqrt(6 / (kh * kw * (c_in + c_out)))
        numbers = share(np.asarray(words, np.int64)) * stretch * size - shift * size
        return layout(numbers, shape) if layout else numbers.reshape(shape)

    return answer


BITS = {
    "The first 23 bits were taken, not the last: words % 2**23, not words >> 9.": _weights(
        lambda w: (w >> 9) / 2**23
    ),
    "The last 23 bits are words % 2**23, not words % 2**22.": _weights(lambda w: w % 2**22 / 2**22),
    "The last 23 bits are words % 2**23, not words % 2**24.": _weights(lambda w: w % 2**24 / 2**24),
    "The shares were divided by 2**32. 23 bits make a share: divide by 2**23.": _weights(
        lambda w: w % 2**23 / 2**32
    ),
    "That is the share of the bits alone: stretch it to -limit … limit.": (
        lambda words, shape: (np.asarray(words, np.int64) % 2**23 / 2**23).reshape(shape)
    ),
    "limit was taken away twice, or the range is shifted too far: share * 2 * limit - limit.": (
        _weights(shift=2)
    ),
    "limit was added. Take it away: share * 2 * limit - limit.": _weights(shift=-1),
    "The share was stretched by limit, and half of it taken away: share * 2 * limit - limit.": (
        _weights(stretch=1, shift=0.5)
    ),
    "The signs are turned: a share of 0 gives -limit, a share near 1 gives limit.": _weights(
        stretch=-2, shift=-1
    ),
    "fan-out misses the size of the window: it is kh·kw·c_out.": _weights(
        limit=lambda kh, kw, i, o: np.sqrt(6 / (kh * kw * i + o))
    ),
    "fan-in misses the size of the window: it is kh·kw·c_in.": _weights(
        limit=lambda kh, kw, i, o: np.sqrt(6 / (i + kh * kw * o))
    ),
    "Only fan-in was used in limit. Add fan-out.": _weights(
        limit=lambda kh, kw, i, o: np.sqrt(6 / (kh * kw * i))
    ),
    "The square root is missing in limit.": _weights(
        limit=lambda kh, kw, i, o: 6 / (kh * kw * (i + o))
    ),
    "The numbers were reshaped to the axes in reverse order. The last axis runs first.": _weights(
        layout=lambda n, shape: n.reshape(shape[::-1]).transpose(3, 2, 1, 0)
    ),
    "The weights are one long row still: reshape them to the shape.": _weights(
        layout=lambda n, shape: n
    ),
}


def _dense(passed=lambda y, z: y * (z > 0), by_x=None, by_w=None, by_b=None):
    def answer(x, w, b, y):
        p = passed(y, x @ w + b)
        return (
            by_x(x, w, p, y) if by_x else p @ w.T,
            by_w(x, w, p, y) if by_w else x.T @ p,
            by_b(x, w, p, y) if by_b else p.sum(axis=0),
        )

    return answer


DENSE = {
    "The output of ReLU was multiplied in: what counts is only whether it is positive.": _dense(
        lambda y, z: y * np.maximum(z, 0)
    ),
    "The numbers before ReLU were multiplied in: what counts is only whether they are positive.": (
        _dense(lambda y, z: y * z)
    ),
    "The mask is upside down: y passes where the number before ReLU is positive.": _dense(
        lambda y, z: y * (z <= 0)
    ),
    "The mask itself went back: multiply it by y.": _dense(lambda y, z: (z > 0) * 1.0),
    "The sign of y was used, not that of the number before ReLU.": _dense(lambda y, z: y * (y > 0)),
    "The gradient by b is the mean over the images. Add them up.": _dense(
        by_b=lambda x, w, p, y: p.mean(axis=0)
    ),
    "The gradient by b was added up along the wrong axis: add up over the images, axis 0.": (
        _dense(by_b=lambda x, w, p, y: p.sum(axis=1))
    ),
    "The gradient by b was added up over everything. It has the shape of b.": _dense(
        by_b=lambda x, w, p, y: p.sum()
    ),
    "The gradient by b counts the images: add up what passed ReLU.": _dense(
        by_b=lambda x, w, p, y: (p != 0).sum(axis=0)
    ),
    "The gradient by x did not pass ReLU. Use the y behind ReLU for all three.": _dense(
        by_x=lambda x, w, p, y: y @ w.T
    ),
    "The gradient by w did not pass ReLU. Use the y behind ReLU for all three.": _dense(
        by_w=lambda x, w, p, y: x.T @ y
    ),
    "Only the gradient by x passed ReLU. Use the y behind ReLU for all three.": _dense(
        by_w=lambda x, w, p, y: x.T @ y, by_b=lambda x, w, p, y: y.sum(axis=0)
    ),
    "Only the gradient by w passed ReLU. Use the y behind ReLU for all three.": _dense(
        by_x=lambda x, w, p, y: y @ w.T, by_b=lambda x, w, p, y: y.sum(axis=0)
    ),
    "The gradient by w was divided by the number of images. Add up over them.": _dense(
        by_w=lambda x, w, p, y: x.T @ p / len(x)
    ),
    "The signs are turned: these are the steps downhill, not the gradients.": _dense(
        lambda y, z: -y * (z > 0)
    ),
    "The gradient by x and the one by w are swapped: by x first, then by w, then by b.": (
        lambda x, w, b, y: (
            x.T @ (y * (x @ w + b > 0)),
            (y * (x @ w + b > 0)) @ w.T,
            (y * (x @ w + b > 0)).sum(axis=0),
        )
    ),
    "The gradients stand in the order b, w, x. Return those by x, by w and by b.": (
        lambda x, w, b, y: (
            (y * (x @ w + b > 0)).sum(axis=0),
            x.T @ (y * (x @ w + b > 0)),
            (y * (x @ w + b > 0)) @ w.T,
        )
    ),
    "Only the first image was used. Add up over all of them.": _dense(
        by_w=lambda x, w, p, y: x[:1].T @ p[:1], by_b=lambda x, w, p, y: p[0]
    ),
    "The gradient by w is the product of x and y cell by cell, or of their sums.": _dense(
        by_w=lambda x, w, p, y: np.outer(x.sum(axis=0), p.sum(axis=0))
    ),
}


def softmax(scores, axis=1):
    """Return probabilities."""
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def _loss(loss=None, slope=None):
    def answer(scores, y):
        p = softmax(scores)
        right = -np.log((p * y).sum(axis=1)).mean()
        return (
            loss(p, y, scores) if loss else right,
            slope(p, y, scores) if slope else (p - y) / len(y),
        )

    return answer


LOSS = {
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


def _prepared(x=None, y=None):
    def answer(images, labels):
        right, rows = np.asarray(images, float)[..., None] / 255, np.eye(10)[labels]
        return (
            x(np.asarray(images, float)) if x else right,
            y(np.asarray(labels)) if y else rows,
        )

    return answer


def _rows(labels, classes=10):
    return (np.asarray(labels)[:, None] == np.arange(classes)).astype(float)


PREPARED = {
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
    "Pictures and labels are swapped: return the pictures first.": lambda images, labels: (
        _rows(labels),
        np.asarray(images, float)[..., None] / 255,
    ),
}


def _winner(window, find=np.argmax):
    return divmod(int(find(window)), window.shape[1])


def _routed(put, find=np.argmax, span=None):
    """Return an answer of max pooling's way back that puts each y somewhere else, or otherwise."""

    def answer(image, y, size, stride):
        image = np.asarray(image)
        gradient, step = np.zeros(image.shape), span(size, stride) if span else stride
        for r, c in np.ndindex(*np.shape(y)):
            top, left = r * step, c * step
            row, column = _winner(image[top : top + size, left : left + size], find)
            put(gradient, (top, left), (row, column), y[r, c], image)
        return gradient

    return answer


def _add(place, value=lambda y, number: y):
    def put(gradient, corner, winner, y, image):
        row, column = place(corner, winner)
        gradient[row, column] += value(y, image[row, column])

    return put


def _there(corner, winner):
    return corner[0] + winner[0], corner[1] + winner[1]


POOL_BACK = {
    "The place of the winner is counted inside its window. Add the window's own top and left.": (
        _routed(_add(lambda corner, winner: winner))
    ),
    "The window's top was added to the row, but its left not to the column.": _routed(
        _add(lambda corner, winner: (corner[0] + winner[0], winner[1]))
    ),
    "The window's left was added to the column, but its top not to the row.": _routed(
        _add(lambda corner, winner: (winner[0], corner[1] + winner[1]))
    ),
    "Row and column of the winner are swapped inside its window.": _routed(
        _add(lambda corner, winner: (corner[0] + winner[1], corner[1] + winner[0]))
    ),
    "Each y went to the top left of its window. The largest cell gets it.": _routed(
        _add(lambda corner, winner: corner)
    ),
    "The smallest cell of each window got y. The largest gets it.": _routed(
        _add(_there), np.argmin
    ),
    "The winners got 1. Each gets the y of its window.": _routed(_add(_there, lambda y, _: 1)),
    "The winners got their own number. Each gets the y of its window.": _routed(
        _add(_there, lambda y, number: number)
    ),
    "The sign of y is turned.": _routed(_add(_there, lambda y, _: -y)),
    "The cell that is farthest from 0 got y. The largest gets it.": _routed(
        _add(_there), lambda window: np.abs(window).argmax()
    ),
    "The windows lie side by side here. They move by the stride.": _routed(
        _add(_there), span=lambda size, stride: size
    ),
    "Negative y were set to 0. All y go back.": _routed(
        _add(_there, lambda y, _: np.maximum(y, 0))
    ),
    "y was divided by the number of cells of the window. The winner gets all of it.": (
        lambda image, y, size, stride: _routed(_add(_there, lambda v, _: v / size**2))(
            image, y, size, stride
        )
    ),
}
