"""The operators once more, straight from their definitions: plain loops, slow and clear.

They know nothing of the library. All arrays are (n, h, w, channels), and the padding is either
a word or the pair of pairs ((top, bottom), (left, right)).
"""

import math

import numpy as np


def paddings(size, kernel, stride, dilation, padding):
    """Return the cells of padding before and after one axis, for SAME or VALID."""
    if padding == "VALID":
        return 0, 0
    out = math.ceil(size / stride)
    total = max((out - 1) * stride + (kernel - 1) * dilation + 1 - size, 0)
    before = total // 2
    return before, total - before


def window_cells(size, kernel, stride, dilation, padding):
    """Return, for each window along one axis, its pairs (cell of the kernel, cell of the image).

    Cells in the padding are left out.
    """
    if isinstance(padding, str):
        padding = paddings(size, kernel, stride, dilation, padding)
    before, after = padding
    windows = []
    start = -before
    while start + (kernel - 1) * dilation < size + after:
        places = [(k, start + k * dilation) for k in range(kernel)]
        windows.append([(k, place) for k, place in places if 0 <= place < size])
        start += stride
    return windows


def both_axes(shape, kernel, strides, dilations, padding):
    """Return the windows along the rows and those along the columns."""
    words = (padding, padding) if isinstance(padding, str) else padding
    rows = window_cells(shape[1], kernel[0], strides[0], dilations[0], words[0])
    columns = window_cells(shape[2], kernel[1], strides[1], dilations[1], words[1])
    return rows, columns


def conv2d(image, kernel, strides, padding, dilations=(1, 1)):
    rows, columns = both_axes(image.shape, kernel.shape, strides, dilations, padding)
    n_images, n_filters = image.shape[0], kernel.shape[3]
    out = np.zeros((n_images, len(rows), len(columns), n_filters))
    for n in range(n_images):
        for y, row in enumerate(rows):
            for x, column in enumerate(columns):
                for o in range(n_filters):
                    for i, image_row in row:
                        for j, image_column in column:
                            for c in range(image.shape[3]):
                                product = image[n, image_row, image_column, c] * kernel[i, j, c, o]
                                out[n, y, x, o] += product
    return out


def pool(image, window, strides, padding, summary):
    """Return ``summary`` of the real cells of each window, channel by channel."""
    rows, columns = both_axes(image.shape, window, strides, (1, 1), padding)
    n_images, channels = image.shape[0], image.shape[3]
    out = np.zeros((n_images, len(rows), len(columns), channels), image.dtype)
    for n in range(n_images):
        for y, row in enumerate(rows):
            for x, column in enumerate(columns):
                for c in range(channels):
                    cells = [image[n, i, j, c] for _, i in row for _, j in column]
                    out[n, y, x, c] = summary(cells)
    return out


def max_pool2d(image, window, strides, padding):
    return pool(image, window, strides, padding, max)


def avg_pool2d(image, window, strides, padding):
    return pool(image, window, strides, padding, lambda cells: sum(cells) / len(cells))


def extract_patches(image, window, strides, dilations, padding):
    rows, columns = both_axes(image.shape, window, strides, dilations, padding)
    n_images, channels = image.shape[0], image.shape[3]
    length = window[0] * window[1] * channels
    out = np.zeros((n_images, len(rows), len(columns), length), image.dtype)
    for n in range(n_images):
        for y, row in enumerate(rows):
            for x, column in enumerate(columns):
                for i, image_row in row:
                    for j, image_column in column:
                        for c in range(channels):
                            place = (i * window[1] + j) * channels + c
                            out[n, y, x, place] = image[n, image_row, image_column, c]
    return out


def depthwise_conv2d(image, kernel, strides, padding, dilations=(1, 1)):
    """Each filter on its channel alone; the results side by side, channel by channel."""
    parts = []
    for c in range(kernel.shape[2]):
        for m in range(kernel.shape[3]):
            one = kernel[:, :, c, m][:, :, None, None]
            parts.append(conv2d(image[..., [c]], one, strides, padding, dilations))
    return np.concatenate(parts, axis=3)


def separable_conv2d(image, kernel, pointwise, strides, padding, dilations=(1, 1)):
    between = depthwise_conv2d(image, kernel, strides, padding, dilations)
    return conv2d(between, pointwise, (1, 1), "VALID")


def conv2d_transpose(image, kernel, size, strides, padding, dilations=(1, 1)):
    """Stamp the kernel (kh, kw, c_out, c_in) for each number; drop what falls in the padding."""
    shape = (image.shape[0], *size, kernel.shape[2])
    rows, columns = both_axes(shape, kernel.shape, strides, dilations, padding)
    out = np.zeros(shape)
    for n in range(image.shape[0]):
        for y, row in enumerate(rows):
            for x, column in enumerate(columns):
                for i, out_row in row:
                    for j, out_column in column:
                        for o in range(kernel.shape[2]):
                            for c in range(kernel.shape[3]):
                                product = image[n, y, x, c] * kernel[i, j, o, c]
                                out[n, out_row, out_column, o] += product
    return out


def conv2d_input_gradient(shape, kernel, gradient, strides, padding, dilations=(1, 1)):
    return conv2d_transpose(gradient, kernel, shape[1:3], strides, padding, dilations)


def conv2d_filter_gradient(image, shape, gradient, strides, padding, dilations=(1, 1)):
    """Add up, for each weight, what it was multiplied with."""
    rows, columns = both_axes(image.shape, shape, strides, dilations, padding)
    out = np.zeros(shape)
    for n in range(image.shape[0]):
        for y, row in enumerate(rows):
            for x, column in enumerate(columns):
                for i, image_row in row:
                    for j, image_column in column:
                        for c in range(shape[2]):
                            for o in range(shape[3]):
                                product = image[n, image_row, image_column, c]
                                out[i, j, c, o] += product * gradient[n, y, x, o]
    return out


def depthwise_input_gradient(shape, kernel, gradient, *rest):
    out = np.zeros(shape)
    mult = kernel.shape[3]
    for c in range(shape[3]):
        one, own = kernel[:, :, [c]], gradient[..., c * mult : (c + 1) * mult]
        out[..., [c]] = conv2d_input_gradient((*shape[:3], 1), one, own, *rest)
    return out


def depthwise_filter_gradient(image, shape, gradient, *rest):
    out = np.zeros(shape)
    mult = shape[3]
    for c in range(shape[2]):
        own = gradient[..., c * mult : (c + 1) * mult]
        one = (*shape[:2], 1, mult)
        out[:, :, [c]] = conv2d_filter_gradient(image[..., [c]], one, own, *rest)
    return out


def avg_pool2d_gradient(shape, gradient, window, strides, padding):
    """Share each number alike among the real cells of its window."""
    rows, columns = both_axes(shape, window, strides, (1, 1), padding)
    out = np.zeros(shape)
    for n in range(shape[0]):
        for y, row in enumerate(rows):
            for x, column in enumerate(columns):
                for _, i in row:
                    for _, j in column:
                        out[n, i, j] += gradient[n, y, x] / (len(row) * len(column))
    return out


def patches_gradient(shape, gradient, window, strides, dilations, padding):
    """Lay each patch back where it came from."""
    rows, columns = both_axes(shape, window, strides, dilations, padding)
    out = np.zeros(shape)
    for n in range(shape[0]):
        for y, row in enumerate(rows):
            for x, column in enumerate(columns):
                for i, image_row in row:
                    for j, image_column in column:
                        first = (i * window[1] + j) * shape[3]
                        patch = gradient[n, y, x, first : first + shape[3]]
                        out[n, image_row, image_column] += patch
    return out


def max_pool2d_gradient(image, gradient, window, strides, padding):
    """Give each number to the largest cell of its window, the first one if several are."""
    rows, columns = both_axes(image.shape, window, strides, (1, 1), padding)
    out = np.zeros(image.shape)
    for n in range(image.shape[0]):
        for y, row in enumerate(rows):
            for x, column in enumerate(columns):
                for c in range(image.shape[3]):
                    cells = [(i, j) for _, i in row for _, j in column]
                    values = [image[n, i, j, c] for i, j in cells]
                    i, j = cells[values.index(max(values))]
                    out[n, i, j, c] += gradient[n, y, x, c]
    return out
