"""Right answers to exercise 03, written otherwise than in the solution."""

RELU_BY_LAYER = """
import course_lib

def conv_relu(images, kernel, bias):
    kh, kw, c_in, c_out = kernel.shape
    layer = course_lib.layers.Conv2D(c_out, (kh, kw), activation="relu")
    layer(images.astype(float))
    layer.set_weights([kernel, bias])
    return layer(images.astype(float))
"""
RELU_CELL_BY_CELL = """
def conv_relu(images, kernel, bias):
    kh, kw, c_in, c_out = kernel.shape
    n, h, w, _ = images.shape
    out = np.zeros((n, h - kh + 1, w - kw + 1, c_out), np.float32)
    for k, y, x, o in np.ndindex(out.shape):
        total = bias[o]
        for i, j, c in np.ndindex(kh, kw, c_in):
            total = total + images[k, y + i, x + j, c] * kernel[i, j, c, o]
        out[k, y, x, o] = max(total, 0)
    return out.tolist()
"""
LIMIT_BY_MATH = """
import math

def glorot_limit(shape):
    window = shape[0] * shape[1]
    fan_in, fan_out = window * shape[2], window * shape[3]
    return math.sqrt(6.0) / math.sqrt(fan_in + fan_out)
"""
LIMIT_BY_SUMS = """
def glorot_limit(shape):
    size = int(np.prod(shape))
    return np.array(6 / (size // shape[3] + size // shape[2])) ** 0.5
"""
PARTS_BY_EINSUM = """
def channel_parts(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape[:2], axis=(0, 1))
    return np.einsum("yxcij,ijc->cyx", windows, kernel)
"""
PARTS_BY_SHIFTS = """
def channel_parts(image, kernel):
    kh, kw, c = kernel.shape
    oh, ow = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    parts = np.zeros((oh, ow, c))
    for i in range(kh):
        for j in range(kw):
            parts += image[i : i + oh, j : j + ow] * kernel[i, j]
    return parts.transpose(2, 0, 1)
"""
BITS_BY_MASK = """
def weights_from_bits(words, shape):
    last = words & 0x7FFFFF
    fans = np.prod(shape[:3]) + shape[0] * shape[1] * shape[3]
    return ((last / 8388608 - 0.5) * 2 * np.sqrt(6 / fans)).reshape(shape)
"""
BITS_AS_TENSORFLOW = """
import course_lib

def weights_from_bits(words, shape):
    limit = np.float32(np.sqrt(6 / (shape[0] * shape[1] * (shape[2] + shape[3]))))
    shares = course_lib.distributions.zero_to_one(words)
    return (shares * (limit + limit) - limit).reshape(shape)
"""

BY_TASK = {
    "1": [
        "by_hand = [[4.0, 5.0], [0.0, 1.0]]\nkernel_shape = [3, 5, 4, 6]\nparameters = 366.0",
        "by_hand = np.array([[4, 5], [0, 1]])\nkernel_shape = np.array([3, 5, 4, 6])\n"
        "parameters = 3 * 5 * 4 * 6 + 6",
    ],
    "2": [RELU_BY_LAYER, RELU_CELL_BY_CELL],
    "3": [LIMIT_BY_MATH, LIMIT_BY_SUMS],
    "4": [PARTS_BY_EINSUM, PARTS_BY_SHIFTS],
    "5": [BITS_BY_MASK, BITS_AS_TENSORFLOW],
}
