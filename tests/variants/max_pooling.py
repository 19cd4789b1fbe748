"""Right answers to exercise 01, written otherwise than in the solution."""

POOL_BY_WINDOWS = """
def max_pool(image, size, stride):
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size))
    return windows[::stride, ::stride].max(axis=(2, 3))
"""
POOL_AS_LISTS = """
def max_pool(image, size, stride):
    h, w = image.shape
    return [
        [
            max(image[y + i][x + j] for i in range(size) for j in range(size))
            for x in range(0, w - size + 1, stride)
        ]
        for y in range(0, h - size + 1, stride)
    ]
"""
PADDING_BY_MATH = """
import math

def same_padding(length, size, stride):
    windows = math.ceil(length / stride)
    missing = (windows - 1) * stride + size - length
    missing = missing if missing > 0 else 0
    return [missing // 2, (missing + 1) // 2]
"""
PADDING_BY_REMAINDER = """
def same_padding(length, size, stride):
    rest = length % stride or stride
    total = max(size - rest, 0)
    return np.array([total // 2, total - total // 2])
"""
POOL_SAME_BY_CLIPPING = """
def max_pool_same(image, size, stride):
    def spans(length):
        out = -(-length // stride)
        before = max((out - 1) * stride + size - length, 0) // 2
        starts = [k * stride - before for k in range(out)]
        return [(max(start, 0), min(start + size, length)) for start in starts]

    h, w = image.shape
    return np.array([[image[a:b, c:d].max() for c, d in spans(w)] for a, b in spans(h)])
"""
POOL_SAME_BY_LIBRARY = """
import course_lib

def max_pool_same(image, size, stride):
    return course_lib.nn.max_pool2d(image[None, :, :, None], size, stride, "SAME")[0, :, :, 0]
"""
BATCH_BY_WINDOWS = """
def max_pool_batch(images, size, stride):
    windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))
    return windows[:, ::stride, ::stride].max(axis=(4, 5))
"""
BATCH_ONE_BY_ONE = """
def max_pool_batch(images, size, stride):
    planes = [[max_pool(image[:, :, c], size, stride) for c in range(image.shape[2])]
              for image in images]
    return np.moveaxis(np.array(planes), 1, 3)
"""

BY_TASK = {
    "1": [
        "by_hand = np.array([[3.0, 4.0], [-1.0, -3.0]])\nsame_shape = [8, 4, 5, 3]",
        "by_hand = ((3, 4), (-1, -3))\nsame_shape = np.array([8, 4, 5, 3])",
    ],
    "2": [POOL_BY_WINDOWS, POOL_AS_LISTS],
    "3": [PADDING_BY_MATH, PADDING_BY_REMAINDER],
    "4": [POOL_SAME_BY_CLIPPING, POOL_SAME_BY_LIBRARY],
    "5": [BATCH_BY_WINDOWS, BATCH_ONE_BY_ONE],
}
