"""Right answers to exercise 05, written otherwise than in the solution."""

EACH_BY_EINSUM = """
def filter_each(images, filters):
    windows = np.lib.stride_tricks.sliding_window_view(images, filters.shape[:2], axis=(1, 2))
    return np.einsum("nyxcij,ijc->nyxc", windows, filters)
"""
EACH_BY_SHIFTS = """
def filter_each(images, filters):
    (_, h, w, _), (kh, kw, _) = images.shape, filters.shape
    return sum(
        images[:, i : h - kh + 1 + i, j : w - kw + 1 + j] * filters[i, j]
        for i in range(kh) for j in range(kw)
    )
"""
DEPTHWISE_BY_TASK_2 = """
def depthwise(images, filters, stride):
    mult = filters.shape[3]
    made = [filter_each(images, filters[..., m])[:, ::stride, ::stride] for m in range(mult)]
    out = np.empty((*made[0].shape[:3], filters.shape[2] * mult))
    for m in range(mult):
        out[..., m::mult] = made[m]
    return out
"""
DEPTHWISE_BY_LIBRARY = """
import course_lib

def depthwise(images, filters, stride):
    return course_lib.nn.depthwise_conv2d(
        images.astype(np.float32), filters.astype(np.float32), stride, "VALID"
    )
"""
SEPARABLE_AS_PRODUCT = """
def separable(images, depthwise_filter, pointwise_filter, stride):
    return depthwise(images, depthwise_filter, stride) @ pointwise_filter[0, 0]
"""
SEPARABLE_ALONE = """
def separable(images, depthwise_filter, pointwise_filter, stride):
    kh, kw, c_in, mult = depthwise_filter.shape
    windows = np.lib.stride_tricks.sliding_window_view(images, (kh, kw), axis=(1, 2))
    weights = pointwise_filter.reshape(c_in, mult, -1)
    whole = np.einsum("ijcm,cmo->ijco", depthwise_filter, weights)
    return np.einsum("nyxcij,ijco->nyxo", windows[:, ::stride, ::stride], whole)
"""
GROUPED_BY_SPLIT = """
from course_lib.nn import conv2d

def grouped(images, filters, groups):
    pairs = zip(np.split(images, groups, axis=3), np.split(filters, groups, axis=3))
    return np.concatenate([conv2d(a * 1.0, b * 1.0, 1, "VALID") for a, b in pairs], axis=-1)
"""
GROUPED_AS_ONE_FILTER = """
import course_lib

def grouped(images, filters, groups):
    kh, kw, size, c_out = filters.shape
    full = np.zeros((kh, kw, size * groups, c_out))
    for o in range(c_out):
        g = o // (c_out // groups)
        full[:, :, g * size : (g + 1) * size, o] = filters[..., o]
    return course_lib.nn.conv2d(images.astype(float), full, 1, "VALID")
"""

BY_TASK = {
    "1": [
        "by_hand = np.array([7.0, -5, 11, 1])\nout_shape = [4, 5, 6, 24]\n"
        "channel = divmod(21, 4)\nweights = [3 * 5 * 6 * 4, 3 * 5 * 6 * 24]",
        "by_hand = (7, -5, 11, 1)\nout_shape = np.zeros((4, 5, 6, 24)).shape\n"
        "channel = [5, 1]\nweights = np.array([360.0, 2160.0])",
    ],
    "2": [EACH_BY_EINSUM, EACH_BY_SHIFTS],
    "3": [DEPTHWISE_BY_LIBRARY, DEPTHWISE_BY_TASK_2],
    "4": [SEPARABLE_ALONE, SEPARABLE_AS_PRODUCT],
    "5": [GROUPED_BY_SPLIT, GROUPED_AS_ONE_FILTER],
}
