"""Windows of ONNX's cases: where they lie, and what has no words."""


class CannotSay(Exception):
    """There are no words for a case; the message says what is missing."""


def need(said, missing):
    """Raise CannotSay unless something is so."""
    if not said:
        raise CannotSay(missing)


def filters(weights):
    """Return weights (c_out, c_in, kh, kw) as TensorFlow has them; a row of a row's."""
    return in_rows(weights).transpose(2, 3, 1, 0)


def in_rows(x):
    """Return images of one axis as images of one row; refuse volumes."""
    need(x.ndim in (3, 4), "volumes")
    return x[:, :, None] if x.ndim == 3 else x


class Steps:
    """Strides, dilations and padding of a window of a case, along rows and columns."""

    def __init__(self, case, size, kernel):
        options, axes = case.options, len(kernel)
        need(axes in (1, 2), "volumes")
        ones, self.kernel = [1] * (2 - axes), [*[1] * (2 - axes), *kernel]
        self.strides = [*ones, *options.get("strides", [1] * axes)]
        self.dilations = [*ones, *options.get("dilations", [1] * axes)]
        self.word = options.get("auto_pad", b"NOTSET").decode()
        pads = [max(pad, 0) for pad in options.get("pads", [0] * 2 * axes)]
        need(pads == list(options.get("pads", pads)), "negative padding")
        zeros = [0] * (2 - axes)
        self.before, self.after = [*zeros, *pads[:axes]], [*zeros, *pads[axes:]]
        self.reach = [(k - 1) * d + 1 for k, d in zip(self.kernel, self.dilations, strict=True)]
        self.size = [*[1] * (2 - axes), *size]
        if self.word.startswith("SAME"):
            self._same()
        if options.get("ceil_mode"):
            self._ceil()

    def _along(self):
        return zip(self.size, self.strides, self.reach, strict=True)

    def _halves(self):
        """Return the padding of SAME: its smaller and its larger half along each axis."""
        needed = [max((-(-h // s) - 1) * s + reach - h, 0) for h, s, reach in self._along()]
        return [total // 2 for total in needed], [total - total // 2 for total in needed]

    def _same(self):
        smaller, larger = self._halves()
        upper = self.word == "SAME_UPPER"
        self.before, self.after = (smaller, larger) if upper else (larger, smaller)

    def _ceil(self):
        for axis, (h, s, reach) in enumerate(self._along()):
            before, after = self.before[axis], self.after[axis]
            out = -(-(h + before + after - reach) // s) + 1
            if (out - 1) * s >= h + before:
                out -= 1  # the last window would begin in the padding
            self.after[axis] = max(after, (out - 1) * s + reach - h - before)

    def cut(self, whole, out):
        """Take what a transposed convolution cuts off to come to a size; more are zeros at ends."""
        total = [max(a - b, 0) for a, b in zip(whole, out, strict=True)]
        smaller, larger = [t // 2 for t in total], [t - t // 2 for t in total]
        upper = self.word == "SAME_UPPER"
        self.before, self.after = (smaller, larger) if upper else (larger, smaller)

    @property
    def sides(self):
        """Cells before and after, along rows and along columns."""
        return list(zip(self.before, self.after, strict=True))

    @property
    def padding(self):
        """TensorFlow's padding in NCHW: a word where there is one."""
        if (self.before, self.after) == self._halves() and any(self.after):
            return "SAME"
        if not any(self.before) and not any(self.after):
            return "VALID"
        return self.around

    @property
    def around(self):
        """TensorFlow's padding in NCHW, in numbers."""
        return ((0, 0), (0, 0), *self.sides)
