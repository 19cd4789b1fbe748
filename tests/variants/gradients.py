"""Right answers to exercise 07, written otherwise than in the solution."""

DENSE_BY_EINSUM = """
def dense_backward(x, w, b, y):
    passed = np.where(np.einsum("ni,io->no", x, w) + b > 0, y, 0)
    by_w = np.einsum("ni,no->io", x, passed)
    return np.einsum("no,io->ni", passed, w), by_w, np.einsum("no->o", passed)
"""
DENSE_IMAGE_BY_IMAGE = """
def dense_backward(x, w, b, y):
    by_x, by_w, by_b = np.zeros(x.shape), np.zeros(w.shape), np.zeros(b.shape)
    for i in range(len(x)):
        for o in range(len(b)):
            if sum(x[i] * w[:, o]) + b[o] > 0:
                by_x[i] += y[i, o] * w[:, o]
                by_w[:, o] += y[i, o] * x[i]
                by_b[o] += y[i, o]
    return [by_x, by_w, by_b]
"""
POOL_BY_LIBRARY = """
import course_lib

def max_pool_backward(image, y, size, stride):
    images, back = image[None, :, :, None] * 1.0, y[None, :, :, None] * 1.0
    return course_lib.nn.max_pool2d_backprop_input(images, back, size, stride, "VALID")[0, :, :, 0]
"""
POOL_CELL_BY_CELL = """
def max_pool_backward(image, y, size, stride):
    gradient = [[0] * image.shape[1] for _ in range(image.shape[0])]
    for r in range(len(y)):
        for c in range(len(y[0])):
            cells = [(r * stride + i, c * stride + j) for i in range(size) for j in range(size)]
            row, column = max(cells, key=lambda cell: image[cell])
            gradient[row][column] += y[r, c]
    return gradient
"""
FILTERS_BY_LIBRARY = """
import course_lib

def filter_gradient(images, y, kh, kw, stride):
    sizes = [kh, kw, images.shape[3], y.shape[3]]
    arguments = images * 1.0, sizes, y * 1.0, stride, "VALID"
    return course_lib.nn.conv2d_backprop_filter(*arguments)
"""
FILTERS_CELL_BY_CELL = """
def filter_gradient(images, y, kh, kw, stride):
    _, oh, ow, c_out = y.shape
    gradient = np.zeros((kh, kw, images.shape[3], c_out))
    for i in range(kh):
        for j in range(kw):
            rows = slice(i, i + (oh - 1) * stride + 1, stride)
            columns = slice(j, j + (ow - 1) * stride + 1, stride)
            seen = images[:, rows, columns].reshape(-1, images.shape[3])
            gradient[i, j] = seen.T @ y.reshape(-1, c_out)
    return gradient
"""
INPUT_BY_LIBRARY = """
import course_lib

def input_gradient(h, w, kernel, y, stride):
    filters, back = kernel[:, :, None, None] * 1.0, y[None, :, :, None] * 1.0
    out = course_lib.nn.conv2d_transpose(back, filters, [1, h, w, 1], stride, "VALID")
    return out[0, :, :, 0]
"""
INPUT_BY_SLIDING_FLIPPED = """
def input_gradient(h, w, kernel, y, stride):
    (kh, kw), (oh, ow) = kernel.shape, y.shape
    spread = np.zeros((h + kh - 1, w + kw - 1))
    spread[kh - 1 : kh + (oh - 1) * stride : stride, kw - 1 : kw + (ow - 1) * stride : stride] = y
    windows = np.lib.stride_tricks.sliding_window_view(spread, (kh, kw))
    return np.einsum("yxij,ij->yx", windows, kernel[::-1, ::-1])
"""

BY_TASK = {
    "1": [
        "by_kernel = np.array([[-1, 7], [8, -11]])\nby_pooled = [(10, 0, 20, 0), [0] * 4]",
        "by_kernel = ((-1.0, 7.0), (8.0, -11.0))\nby_pooled = [[10, 0, 20, 0], [0, 0, 0, 0.0]]",
    ],
    "2": [DENSE_BY_EINSUM, DENSE_IMAGE_BY_IMAGE],
    "3": [POOL_BY_LIBRARY, POOL_CELL_BY_CELL],
    "4": [FILTERS_BY_LIBRARY, FILTERS_CELL_BY_CELL],
    "5": [INPUT_BY_LIBRARY, INPUT_BY_SLIDING_FLIPPED],
}
