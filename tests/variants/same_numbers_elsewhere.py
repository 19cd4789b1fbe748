"""Right answers to exercise 09, written otherwise than in the solution."""

TO_BY_LIBRARY = """
import course_lib

def net2_to_torch(weights):
    (a, b, c_in, mid), (c, d, _, last) = weights[0].shape, weights[2].shape
    pixels = len(weights[4]) // last
    layers = course_lib.layers
    model = course_lib.Sequential([layers.Conv2D(mid, (a, b)), layers.Conv2D(last, (c, d))])
    for layer in (layers.Flatten(), layers.Dense(len(weights[5]))):
        model.add(layer)
    model.build((None, 1 + a + c - 2, pixels + b + d - 2, c_in))
    model.set_weights(weights)
    return list(course_lib.interop.to_torch(model).values())
"""
TO_BY_LOOPS = """
def net2_to_torch(weights):
    kernels = []
    for kernel in (weights[0], weights[2]):
        kh, kw, c_in, c_out = kernel.shape
        turned = np.zeros((c_out, c_in, kh, kw))
        for o in range(c_out):
            for c in range(c_in):
                turned[o, c] = kernel[:, :, c, o]
        kernels.append(turned)
    c, columns = kernels[1].shape[0], []
    for channel in range(c):
        for pixel in range(len(weights[4]) // c):
            columns.append(weights[4][pixel * c + channel])
    return (kernels[0], weights[1], kernels[1], weights[3], np.array(columns).T, weights[5])
"""
BACK_BY_ARGSORT = """
def net2_from_torch(arrays):
    a, b, c, d, dense, e = arrays
    order = np.arange(dense.shape[1]).reshape(-1, len(d)).transpose().reshape(-1)
    rows = np.zeros(dense.T.shape)
    rows[order] = dense.T
    return [np.einsum("ocij->ijco", a), b, np.einsum("ocij->ijco", c), d, rows, e]
"""
BACK_BY_LOOPS = """
def net2_from_torch(arrays):
    out = [np.array(part) for part in arrays]
    for k in (0, 2):
        c_out, c_in, kh, kw = arrays[k].shape
        out[k] = np.zeros((kh, kw, c_in, c_out))
        for o, c, i, j in np.ndindex(*arrays[k].shape):
            out[k][i, j, c, o] = arrays[k][o, c, i, j]
    pixels = arrays[4].shape[1] // len(arrays[3])
    table = []
    for pixel in range(pixels):
        for c in range(len(arrays[3])):
            table.append([row[c * pixels + pixel] for row in arrays[4]])
    out[4] = table
    return out
"""
PAD_BY_LIBRARY = """
from course_lib.interop import same_padding_for_torch

def pad_same(images, kh, kw, stride):
    pads = same_padding_for_torch(images.shape[2:], (kh, kw), stride)
    left, right, top, bottom = pads
    return np.pad(images, ((0, 0), (0, 0), (top, bottom), (left, right)))
"""
PAD_INTO_ZEROS = """
def pad_same(images, kh, kw, stride):
    n, c, h, w = images.shape
    high = max(h, (int(np.ceil(h / stride)) - 1) * stride + kh)
    wide = max(w, (int(np.ceil(w / stride)) - 1) * stride + kw)
    out = np.zeros((n, c, high, wide))
    top, left = (high - h) // 2, (wide - w) // 2
    out[:, :, top : top + h, left : left + w] = images
    return out
"""
ENLARGE_BY_LIBRARY = """
from course_lib import nn

def enlarge(images, depthwise, transposed, stride):
    x = np.asarray(images, float).transpose(0, 2, 3, 1)
    small = nn.depthwise_conv2d(x, np.asarray(depthwise, float), 1, "VALID")
    n, h, w, _ = small.shape
    shape = [n, h * stride, w * stride, transposed.shape[2]]
    kernels = np.asarray(transposed, float)
    return nn.conv2d_transpose(small, kernels, shape, stride, "SAME").transpose(0, 3, 1, 2)
"""
ENLARGE_OTHERWISE = """
def enlarge(images, depthwise, transposed, stride):
    kh, kw, c, mult = depthwise.shape
    weight = np.zeros((c * mult, 1, kh, kw))
    for channel in range(c):
        for m in range(mult):
            weight[channel * mult + m, 0] = depthwise[:, :, channel, m]
    small = conv2d(images, weight, groups=c)
    whole = conv_transpose2d(small, np.moveaxis(transposed, [3, 2], [0, 1]), stride)
    cut = [size - stride for size in transposed.shape[:2]]
    top, left = cut[0] // 2, cut[1] // 2
    bottom, right = cut[0] - top, cut[1] - left
    return whole[:, :, top : whole.shape[2] - bottom, left : whole.shape[3] - right]
"""

BY_TASK = {
    "1": [
        "depthwise_shape = [4 * 2, 1, 3, 5]\ntransposed_shape = np.zeros((8, 4, 3, 5)).shape\n"
        "flat_order = np.arange(12).reshape(2, 2, 3).transpose(2, 0, 1).ravel()\n"
        "pads = np.array([1, 2, 0, 1])",
        "depthwise_shape = (8, 1, 3, 5)\ntransposed_shape = [8.0, 4, 3, 5]\n"
        "flat_order = tuple(c + 3 * p for c in range(3) for p in range(4))\npads = [1, 2, 0, 1]",
    ],
    "2": [TO_BY_LIBRARY, TO_BY_LOOPS],
    "3": [BACK_BY_ARGSORT, BACK_BY_LOOPS],
    "4": [PAD_INTO_ZEROS, PAD_BY_LIBRARY],
    "5": [ENLARGE_OTHERWISE, ENLARGE_BY_LIBRARY],
}
