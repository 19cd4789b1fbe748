"""Right answers to exercise 04, written otherwise than in the solution."""

PATCHES_BY_LIBRARY = """
import course_lib

def take_patches(images, kh, kw):
    return course_lib.nn.extract_patches(images, (kh, kw), 1, 1, "VALID")
"""
PATCHES_BY_SHIFTS = """
def take_patches(images, kh, kw):
    n, h, w, c = images.shape
    oh, ow = h - kh + 1, w - kw + 1
    cells = [images[:, i : i + oh, j : j + ow] for i in range(kh) for j in range(kw)]
    return np.concatenate(cells, axis=3).tolist()
"""
PRODUCT_CHANNELS_FIRST = """
def conv_by_matrix(images, filters):
    kh, kw, c_in, c_out = filters.shape
    windows = np.lib.stride_tricks.sliding_window_view(images, (kh, kw), axis=(1, 2))
    patches = windows.reshape(*windows.shape[:3], c_in * kh * kw)
    return patches @ filters.transpose(2, 0, 1, 3).reshape(c_in * kh * kw, c_out)
"""
PRODUCT_ELEMENT_WISE = """
def conv_by_matrix(images, filters):
    kh, kw, c_in, c_out = filters.shape
    n, h, w, _ = images.shape
    out = np.zeros((n, h - kh + 1, w - kw + 1, c_out), np.float32)
    for k, y, x, o in np.ndindex(out.shape):
        out[k, y, x, o] = (images[k, y : y + kh, x : x + kw] * filters[..., o]).sum()
    return out
"""
ONE_BY_REAL_WAVES = """
def fourier_same(image, kernel):
    (h, w), (kh, kw) = image.shape, kernel.shape
    top, left = (kh - 1) // 2, (kw - 1) // 2
    padded = np.pad(image, ((top, kh - 1 - top), (left, kw - 1 - left)))
    waves = np.fft.rfft2(padded) * np.conj(np.fft.rfft2(kernel, padded.shape))
    return np.fft.irfft2(waves, padded.shape)[:h, :w]
"""
ONE_BY_SUMS = """
def fourier_same(image, kernel):
    (h, w), (kh, kw) = image.shape, kernel.shape
    padded = np.pad(image, (((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))
    return (windows * kernel).sum(axis=(2, 3)).tolist()
"""
MANY_ONE_BY_ONE = """
def fourier_conv(images, filters):
    n, h, w, c_in = images.shape
    out = np.zeros((n, h, w, filters.shape[3]))
    for k, c, o in np.ndindex(n, c_in, filters.shape[3]):
        out[k, :, :, o] += fourier_same(images[k, :, :, c], filters[:, :, c, o])
    return out
"""
MANY_BY_LIBRARY = """
import course_lib

def fourier_conv(images, filters):
    pair = images.astype(float), filters.astype(float)
    return course_lib.nn.ladder.conv2d_fft(*pair, 1, "SAME")
"""

BY_TASK = {
    "1": [
        "patch_shape = [2, 5, 6, 18]\nmatrix_shape = np.zeros((18, 8)).shape\n"
        "matrix_row = (1 * 3 + 0) * 3 + 2\nring = np.array([14.0, 8.0, 1.0, 7.0])",
        "patch_shape = np.array([2, 5, 6, 18])\nmatrix_shape = [18, 8]\nmatrix_row = 11.0\n"
        "ring = np.fft.ifft(np.fft.fft([2, 0, 1, 3]) * np.fft.fft([1, 4, 0, 0])).real",
    ],
    "2": [PATCHES_BY_LIBRARY, PATCHES_BY_SHIFTS],
    "3": [PRODUCT_CHANNELS_FIRST, PRODUCT_ELEMENT_WISE],
    "4": [ONE_BY_REAL_WAVES, ONE_BY_SUMS],
    "5": [MANY_BY_LIBRARY, MANY_ONE_BY_ONE],
}
