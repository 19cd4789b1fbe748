"""Known mistakes of exercise 07. The docstring of each is what the learner is told."""

import numpy as np

from .kinds import Mistake


def dense_relu_ignored(x, w, b, y):
    """The ReLU was left out. Where the number before it was not positive, y does not pass."""
    return _dense(x, w, y)


def dense_relu_of_y(x, w, b, y):
    """Negative y were put to 0. What counts is the sign of the number before ReLU."""
    return _dense(x, w, np.maximum(y, 0))


def dense_relu_without_bias(x, w, b, y):
    """The sign of x @ w was used. The number before ReLU is x @ w + b."""
    return _dense(x, w, y * (x @ w > 0))


def dense_zero_passes(x, w, b, y):
    """Where the number before ReLU is exactly 0, y passed. Nothing passes there."""
    return _dense(x, w, y * (x @ w + b >= 0))


def dense_sum_forgotten(x, w, b, y):
    """There is a gradient for each image. Add up over the images of the batch."""
    y = y * (x @ w + b > 0)
    return y @ w.T, x[:, :, None] * y[:, None, :], y


def dense_bias_sum_forgotten(x, w, b, y):
    """The gradient by b is not added up over the images: it has the shape of b."""
    y = y * (x @ w + b > 0)
    return y @ w.T, x.T @ y, y


def dense_bias_before_relu(x, w, b, y):
    """The y went to the bias without passing ReLU. Use the y behind ReLU for all three."""
    passed = y * (x @ w + b > 0)
    return passed @ w.T, x.T @ passed, y.sum(axis=0)


def dense_mean(x, w, b, y):
    """The mean over the images was taken. Their gradients are added up."""
    y = y * (x @ w + b > 0)
    return y @ w.T, x.T @ y / len(x), y.mean(axis=0)


def dense_not_transposed(x, w, b, y):
    """The matrix w was not transposed, or only reshaped. Swap its rows and columns: y @ w.T."""
    y = y * (x @ w + b > 0)
    return y @ w.reshape(w.shape[::-1]), x.T @ y, y.sum(axis=0)


def dense_transposed(x, w, b, y):
    """The gradient by w is transposed. It has the shape of w: (c_in, c_out)."""
    y = y * (x @ w + b > 0)
    return y @ w.T, y.T @ x, y.sum(axis=0)


def every_tie(image, y, size, stride):
    """Every cell of a tie got y. Only the first of the largest gets it."""
    return _pool(image, y, size, stride, lambda window: window == window.max())


def shared_tie(image, y, size, stride):
    """The cells of a tie shared y. The first of the largest gets all of it."""

    def shares(window):
        return (window == window.max()) / (window == window.max()).sum()

    return _pool(image, y, size, stride, shares)


def last_of_a_tie(image, y, size, stride):
    """The last of the largest cells got y. The first in the order of reading gets it."""
    return _pool(image, y, size, stride, lambda w: _only(w.size - 1 - w.ravel()[::-1].argmax(), w))


def first_by_columns(image, y, size, stride):
    """Ties were read column by column. The order of reading is row by row."""
    return _pool(image, y, size, stride, lambda w: _only(w.T.argmax(), w).T)


def mean_for_maximum(image, y, size, stride):
    """The cells of a window shared y: that is average pooling."""
    return _pool(image, y, size, stride, lambda window: np.ones(window.shape) / window.size)


def winners_overwritten(image, y, size, stride):
    """A cell that won several windows kept only the last y. Add them up."""
    gradient = np.zeros(np.shape(image))
    for rows, columns, value in _windows(y, size, size, stride):
        window = np.asarray(image)[rows, columns]
        row, column = divmod(window.argmax(), size)
        gradient[rows, columns][row, column] = value
    return gradient


def stamps_assigned(image, y, size, stride):
    """A later window put its zeros over an earlier winner. Add, with +=."""
    gradient = np.zeros(np.shape(image))
    for rows, columns, value in _windows(y, size, size, stride):
        window = np.asarray(image)[rows, columns]
        gradient[rows, columns] = value * _only(window.argmax(), window)
    return gradient


def halves_lost(image, y, size, stride):
    """The y lost their halves: the table is of whole numbers. Begin with np.zeros(image.shape)."""
    gradient = np.zeros(np.shape(image), int)
    for rows, columns, value in _windows(y, size, size, stride):
        window = np.asarray(image)[rows, columns]
        row, column = divmod(window.argmax(), size)
        gradient[rows, columns][row, column] += value
    return gradient


def times_the_largest(image, y, size, stride):
    """The y was multiplied with the largest number. It passes as it is: the slope is 1."""
    return _pool(image, y, size, stride, lambda w: _only(w.argmax(), w) * w.max())


def pool_stride_ignored(image, y, size, stride):
    """The stride was ignored: the window of row r starts at row r * stride, columns likewise."""
    return _pool(image, y, size, 1, lambda window: _only(window.argmax(), window))


def filters_first_image(images, y, kh, kw, stride):
    """Only the first image was used. Add up over all images."""
    return _by_filters(images[:1], y[:1], kh, kw, stride)


def filters_sum_forgotten(images, y, kh, kw, stride):
    """There is a gradient for each image. Add up over the images of the batch."""
    return _by_filters(images, y, kh, kw, stride, "nyxcij,nyxo->nijco")


def filters_mean_of_images(images, y, kh, kw, stride):
    """The mean over the images was taken. Their gradients are added up."""
    return _by_filters(images, y, kh, kw, stride) / len(images)


def filters_mean_of_windows(images, y, kh, kw, stride):
    """The mean over the windows was taken. They are added up."""
    return _by_filters(images, y, kh, kw, stride) / (y.shape[1] * y.shape[2])


def filters_last_window(images, y, kh, kw, stride):
    """Only the last window counts: did you write = in place of +=? Add up all windows."""
    only = np.zeros(y.shape)
    only[:, -1, -1] = y[:, -1, -1]
    return _by_filters(images, only, kh, kw, stride)


def filters_y_flipped(images, y, kh, kw, stride):
    """The y was flipped. Each number of y belongs to the window that made its output."""
    return _by_filters(images, y[:, ::-1, ::-1], kh, kw, stride)


def filters_flipped(images, y, kh, kw, stride):
    """The result is flipped: the first number met the first pixel of each window."""
    return _by_filters(images, y, kh, kw, stride)[::-1, ::-1]


def filters_stride_ignored(images, y, kh, kw, stride):
    """The stride was ignored: the window of row r starts at row r * stride, columns likewise."""
    return _by_filters(images, y, kh, kw, 1)


def filters_channels_swapped(images, y, kh, kw, stride):
    """Input and output channels are swapped: the result is (kh, kw, c_in, c_out)."""
    return _by_filters(images, y, kh, kw, stride).swapaxes(2, 3)


def stamps_flipped(h, w, kernel, y, stride):
    """The kernel lies on its head. Stamp it as it is; flip it only if you slide it over y."""
    return _stamps(h, w, np.asarray(kernel)[::-1, ::-1], y, stride)


def stamps_overwritten(h, w, kernel, y, stride):
    """A stamp replaced what was under it. Where stamps overlap, they are added up."""
    kh, kw = np.shape(kernel)
    gradient = np.zeros((h, w))
    for rows, columns, value in _windows(y, kh, kw, stride):
        gradient[rows, columns] = kernel * value
    return gradient


def stamps_stride_ignored(h, w, kernel, y, stride):
    """The stride was ignored: the stamp of row r starts at row r * stride, columns likewise."""
    return _stamps(h, w, kernel, y, 1)


def stamps_cut_off(h, w, kernel, y, stride):
    """The cells that no window saw are missing. The result has h rows and w columns."""
    (kh, kw), (oh, ow) = np.shape(kernel), np.shape(y)
    return _stamps(h, w, kernel, y, stride)[: (oh - 1) * stride + kh, : (ow - 1) * stride + kw]


def y_without_kernel(h, w, kernel, y, stride):
    """Each y was given to its cells without the kernel. Multiply it with the kernel's numbers."""
    return _stamps(h, w, np.ones(np.shape(kernel)), y, stride)


def _dense(x, w, y):
    return y @ w.T, x.T @ y, y.sum(axis=0)


def _windows(y, kh, kw, stride):
    """Yield the rows, the columns and the y of each window."""
    for (r, c), value in np.ndenumerate(y):
        top, left = r * stride, c * stride
        yield slice(top, top + kh), slice(left, left + kw), value


def _only(place, window):
    """Return zeros with a 1 at a place, counted in the order of reading."""
    out = np.zeros(window.shape)
    out.flat[place] = 1
    return out


def _pool(image, y, size, stride, shares):
    gradient = np.zeros(np.shape(image))
    for rows, columns, value in _windows(y, size, size, stride):
        gradient[rows, columns] += value * shares(np.asarray(image)[rows, columns])
    return gradient


def _by_filters(images, y, kh, kw, stride, axes="nyxcij,nyxo->ijco"):
    windows = np.lib.stride_tricks.sliding_window_view(images, (kh, kw), axis=(1, 2))
    windows = windows[:, ::stride, ::stride][:, : y.shape[1], : y.shape[2]]
    return np.einsum(axes, windows, y)


def _stamps(h, w, kernel, y, stride):
    kh, kw = np.shape(kernel)
    gradient = np.zeros((h, w))
    for rows, columns, value in _windows(y, kh, kw, stride):
        gradient[rows, columns] += kernel * value
    return gradient


def _by_hand(y):
    """Return the gradient of task 1 by the kernel, with a wrong y."""
    image = np.array([[2, 0, 1], [-1, 3, 4], [5, -2, 1]]).reshape(1, 3, 3, 1)
    return _by_filters(image, np.reshape(y, (1, 2, 2, 1)), 2, 2, 1)[:, :, 0, 0]


POOLED, Y_POOLED = np.array([[4, 1, 2, 2], [4, 3, 0, 2]]), np.array([[10, 20]])

BY_TASK = {
    "1": [
        Mistake("by_kernel", _by_hand([[0, 3], [-2, 1]]), filters_y_flipped.__doc__),
        Mistake("by_kernel", _by_hand([[1, 3], [-2, 0]]), "Rows and columns of y are swapped."),
        Mistake(
            "by_kernel",
            _by_hand([[1, -2], [3, 0]]).T,
            "Rows and columns of the result are swapped: the first axis is the height.",
        ),
        Mistake("by_kernel", _by_hand([[1, -2], [3, 0]]) / 4, filters_mean_of_windows.__doc__),
        *(
            Mistake("by_pooled", f(POOLED, Y_POOLED, 2, 2), f.__doc__)
            for f in (every_tie, shared_tie, last_of_a_tie, mean_for_maximum, times_the_largest)
        ),
    ],
    "2": [
        Mistake.of("dense_backward", f)
        for f in (
            dense_relu_ignored,
            dense_relu_of_y,
            dense_relu_without_bias,
            dense_zero_passes,
            dense_sum_forgotten,
            dense_bias_sum_forgotten,
            dense_bias_before_relu,
            dense_mean,
            dense_not_transposed,
            dense_transposed,
        )
    ],
    "3": [
        Mistake.of("max_pool_backward", f)
        for f in (
            every_tie,
            shared_tie,
            last_of_a_tie,
            first_by_columns,
            mean_for_maximum,
            winners_overwritten,
            stamps_assigned,
            halves_lost,
            times_the_largest,
            pool_stride_ignored,
        )
    ],
    "4": [
        Mistake.of("filter_gradient", f)
        for f in (
            filters_first_image,
            filters_sum_forgotten,
            filters_mean_of_images,
            filters_mean_of_windows,
            filters_last_window,
            filters_y_flipped,
            filters_flipped,
            filters_stride_ignored,
            filters_channels_swapped,
        )
    ],
    "5": [
        Mistake.of("input_gradient", f)
        for f in (
            stamps_flipped,
            stamps_overwritten,
            stamps_stride_ignored,
            stamps_cut_off,
            y_without_kernel,
        )
    ],
}
