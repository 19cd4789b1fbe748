"""Right answers to exercise 06, written otherwise than in the solution."""

STAMP_BY_KERNEL_CELLS = """
def stamp(image, kernel, stride):
    (h, w), (kh, kw) = image.shape, kernel.shape
    out = np.zeros(((h - 1) * stride + kh, (w - 1) * stride + kw))
    for i in range(kh):
        for j in range(kw):
            rows = slice(i, i + (h - 1) * stride + 1, stride)
            columns = slice(j, j + (w - 1) * stride + 1, stride)
            out[rows, columns] += image * kernel[i, j]
    return out
"""
STAMP_FROM_THE_OUTPUT = """
def stamp(image, kernel, stride):
    (h, w), (kh, kw) = image.shape, kernel.shape
    return [
        [
            sum(
                image[a, b] * kernel[y - a * stride, x - b * stride]
                for a in range(h) for b in range(w)
                if 0 <= y - a * stride < kh and 0 <= x - b * stride < kw
            )
            for x in range((w - 1) * stride + kw)
        ]
        for y in range((h - 1) * stride + kh)
    ]
"""
CHANNELS_BY_LIBRARY = """
import course_lib

def stamp_channels(images, filters, stride):
    (n, h, w, _), (kh, kw, c_out, _) = images.shape, filters.shape
    shape = [n, (h - 1) * stride + kh, (w - 1) * stride + kw, c_out]
    images, filters = images.astype(np.float32), filters.astype(np.float32)
    return course_lib.nn.conv2d_transpose(images, filters, shape, stride, "VALID")
"""
CHANNELS_BY_STAMPS = """
def stamp_channels(images, filters, stride):
    c_out, c_in = filters.shape[2:]
    planes = [
        [
            sum(np.array(stamp(image[..., c], filters[:, :, o, c], stride)) for c in range(c_in))
            for o in range(c_out)
        ]
        for image in images
    ]
    return np.moveaxis(np.array(planes), 1, 3)
"""
SLIDE_BY_MATRIX = """
def slide(image, kernel, stride):
    (h, w), (kh, kw) = image.shape, kernel.shape
    rows, columns = (h - 1) * stride + kh, (w - 1) * stride + kw
    units = np.eye(rows * columns).reshape(-1, rows, columns)
    windows = np.lib.stride_tricks.sliding_window_view(units, (kh, kw), axis=(1, 2))
    matrix = np.einsum("uyxij,ij->uyx", windows[:, ::stride, ::stride], kernel)
    return (matrix.reshape(len(units), -1) @ image.ravel()).reshape(rows, columns)
"""
SLIDE_BY_LIBRARY = """
import course_lib

def slide(image, kernel, stride):
    spread = np.insert(image.astype(float), np.repeat(range(1, image.shape[0]), stride - 1), 0, 0)
    spread = np.insert(spread, np.repeat(range(1, image.shape[1]), stride - 1), 0, 1)
    pads = [[0, 0], [kernel.shape[0] - 1] * 2, [kernel.shape[1] - 1] * 2, [0, 0]]
    turned = np.rot90(kernel, 2)[:, :, None, None].astype(float)
    return course_lib.nn.conv2d(spread[None, :, :, None], turned, 1, pads)[0, :, :, 0]
"""
SAME_BY_LIBRARY = """
import course_lib

def stamp_same(image, kernel, stride):
    size = [length * stride for length in image.shape]
    image, kernel = image[None, :, :, None] * 1.0, kernel[:, :, None, None] * 1.0
    return course_lib.nn.conv2d_transpose(image, kernel, size, stride, "SAME")[0, :, :, 0]
"""
SAME_CELL_BY_CELL = """
def stamp_same(image, kernel, stride):
    (h, w), (kh, kw) = image.shape, kernel.shape
    top, left = max(kh - stride, 0) // 2, max(kw - stride, 0) // 2
    out = np.zeros((h * stride, w * stride))
    for y, x in np.ndindex(h, w):
        for i, j in np.ndindex(kh, kw):
            a, b = y * stride + i - top, x * stride + j - left
            if 0 <= a < h * stride and 0 <= b < w * stride:
                out[a, b] += image[y, x] * kernel[i, j]
    return out
"""

BY_TASK = {
    "1": [
        "by_hand = np.array([[2.0, -5, 2], [3, 1, -5], [0, 9, 3]])\nstamps_on = (1, 2, 4)\n"
        "out_shape = [8, 3 * 3 + 5, 6 * 3 + 4, 6]\nsizes = range(14, 17)",
        "by_hand = ((2, -5, 2), (3, 1, -5), (0, 9, 3))\nstamps_on = np.array([1, 2, 4])\n"
        "out_shape = np.zeros((8, 14, 22, 6)).shape\nsizes = np.arange(3.0) + 14",
    ],
    "2": [STAMP_BY_KERNEL_CELLS, STAMP_FROM_THE_OUTPUT],
    "3": [CHANNELS_BY_LIBRARY, CHANNELS_BY_STAMPS],
    "4": [SLIDE_BY_MATRIX, SLIDE_BY_LIBRARY],
    "5": [SAME_BY_LIBRARY, SAME_CELL_BY_CELL],
}
