"""Right answers to exercise 02, written otherwise than in the solution."""

CORRELATE_BY_EINSUM = """
def correlate(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("yxij,ij->yx", windows, kernel)
"""
CORRELATE_BY_SHIFTS = """
def correlate(image, kernel):
    kh, kw = kernel.shape
    h, w = image.shape
    out = np.zeros((h - kh + 1, w - kw + 1))
    for i in range(kh):
        for j in range(kw):
            out += image[i : h - kh + 1 + i, j : w - kw + 1 + j] * kernel[i, j]
    return out
"""
SAME_BY_LIBRARY = """
import course_lib

def correlate_same(image, kernel, stride):
    images, filters = image[None, :, :, None] * 1.0, kernel[:, :, None, None] * 1.0
    return course_lib.nn.conv2d(images, filters, stride, "SAME")[0, :, :, 0]
"""
SAME_CELL_BY_CELL = """
def correlate_same(image, kernel, stride):
    (h, w), (kh, kw) = image.shape, kernel.shape
    oh, ow = -(-h // stride), -(-w // stride)
    top = max((oh - 1) * stride + kh - h, 0) // 2
    left = max((ow - 1) * stride + kw - w, 0) // 2

    def pixel(y, x):
        return image[y, x] if 0 <= y < h and 0 <= x < w else 0

    return [[sum(pixel(y * stride + i - top, x * stride + j - left) * kernel[i, j]
                 for i in range(kh) for j in range(kw)) for x in range(ow)] for y in range(oh)]
"""
CHANNELS_BY_EINSUM = """
def conv_channels(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)[:, :, 0]
    return np.einsum("yxijc,ijc->yx", windows, kernel)
"""
CHANNELS_ONE_BY_ONE = """
def conv_channels(image, kernel):
    (kh, kw, channels), (h, w, _) = kernel.shape, image.shape
    return [
        [
            sum(
                image[y + i, x + j, c] * kernel[i, j, c]
                for i in range(kh) for j in range(kw) for c in range(channels)
            )
            for x in range(w - kw + 1)
        ]
        for y in range(h - kh + 1)
    ]
"""
LAYER_BY_TENSORDOT = """
def conv_layer(images, filters, bias, stride):
    kh, kw = filters.shape[:2]
    windows = np.lib.stride_tricks.sliding_window_view(images, (kh, kw), axis=(1, 2))
    windows = windows[:, ::stride, ::stride]
    return np.tensordot(windows, filters, axes=([4, 5, 3], [0, 1, 2])) + bias
"""
LAYER_IN_FLOAT32 = """
def conv_layer(images, filters, bias, stride):
    n, h, w, c_in = images.shape
    kh, kw, _, c_out = filters.shape
    matrix = filters.reshape(-1, c_out).astype(np.float32)
    rows = [
        [images[:, y : y + kh, x : x + kw].reshape(n, -1).astype(np.float32) @ matrix
         for x in range(0, w - kw + 1, stride)]
        for y in range(0, h - kh + 1, stride)
    ]
    return np.array(rows).transpose(2, 0, 1, 3) + bias
"""

BY_TASK = {
    "1": [
        "by_hand = np.array([[-4, 11], [13, -10]])\nout_shape = [4, 4, 5, 8]",
        "by_hand = [[-4.0, 11.0], [13.0, -10.0]]\nout_shape = np.zeros((4, 4, 5, 8)).shape",
    ],
    "2": [CORRELATE_BY_EINSUM, CORRELATE_BY_SHIFTS],
    "3": [SAME_BY_LIBRARY, SAME_CELL_BY_CELL],
    "4": [CHANNELS_BY_EINSUM, CHANNELS_ONE_BY_ONE],
    "5": [LAYER_BY_TENSORDOT, LAYER_IN_FLOAT32],
}
