"""The numbers of lesson 04."""

import numpy as np

import course_lib as cl

IMAGES = (8 * np.arange(24.0) % 13 - 6).reshape(1, 3, 4, 2)
FILTERS = (5 * np.arange(24.0) % 7 - 3).reshape(2, 2, 2, 3)


def window(y, x):
    """Return a window as a patch, number by number."""
    return [IMAGES[0, y + i, x + j, c] for i, j, c in np.ndindex(2, 2, 2)]


def row_of_the_matrix():
    """Return the number of the row (1, 0, 1), and what stands in it."""
    number = list(np.ndindex(2, 2, 2)).index((1, 0, 1))
    return f"{FILTERS[1, 0, 1]} is row {number}: {FILTERS.reshape(8, 3)[number]}"


def one_output():
    patch, column = window(1, 0), FILTERS[..., 1].ravel()
    products = [a * b for a, b in zip(patch, column, strict=True)]
    return f"{np.array(products)}\n{sum(products)} and {np.dot(patch, column)}"


def explained():
    return str(cl.explain.conv2d(IMAGES, FILTERS, 1, "VALID", at=(0, 1, 0, 1)))


def is_right(patches_turned, filters_turned):
    """Tell whether patches and filters give the convolution, with channels first or last."""
    patches = cl.nn.extract_patches(IMAGES, 2, 1, 1, "VALID").reshape(1, 2, 3, 2, 2, 2)
    filters = FILTERS
    if patches_turned:
        patches = patches.transpose(0, 1, 2, 5, 3, 4)
    if filters_turned:
        filters = filters.transpose(2, 0, 1, 3)
    out = patches.reshape(1, 2, 3, 8) @ filters.reshape(8, 3)
    return np.array_equal(out, cl.nn.conv2d(IMAGES, FILTERS, 1, "VALID"))


def digit():
    cl.random.set_seed(4)
    return cl.random.uniform((1, 28, 28, 1)), cl.random.uniform((5, 5, 1, 8), -0.2, 0.2)


def rebuilt():
    """Return the shape that goes filter by filter, the products at once, and how close it is."""
    picture, filters = digit()
    patches = cl.nn.extract_patches(picture, 5, 1, 1, "SAME")
    flat = filters.reshape(25, 8)
    out = np.concatenate([(patches * flat[:, o]).sum(3, keepdims=True) for o in range(8)], axis=3)
    exact = cl.nn.conv2d(picture.astype(float), filters.astype(float), 1, "SAME")
    apart = np.abs(out - exact).max()
    return (
        f"{out.shape} {patches.size}\n"
        f"to five decimals? {apart < 1e-5}\nto twelve decimals? {apart < 1e-12}"
    )


def rung(name):
    """Compare one way of computing with the library's own convolution."""
    cl.random.set_seed(5)
    images = cl.random.uniform((2, 9, 12, 3), -1, 1).astype(float)
    filters = cl.random.uniform((3, 2, 3, 4), -1, 1).astype(float)
    out = getattr(cl.nn.ladder, name)(images, filters, 2, "SAME")
    close = np.abs(out - cl.nn.conv2d(images, filters, 2, "SAME")).max() < 1e-12
    return f"{name:15} {out.shape} to twelve decimals? {close}"


def counted(k):
    """Return the multiplications in millions: by their formula, and as the library counts them."""
    side, direct = 100 + 2 * (k - 1), 100 * 100 * k * k * 3 * 7 / 1e6
    planes, waves = 3 + 7 + 3 * 7, side * (side // 2 + 1)
    transforms = planes * round(side * side * np.log2(side * side))
    fourier = (transforms + 4 * 3 * 7 * waves) / 1e6
    kept = 100 * 100 * k * k * 3 / 1e6, 2 * planes * waves / 1e6
    return f"{k}×{k}: gemm {direct:.4g}, fft {fourier:.4g}, kept {kept[0]:.3g} and {kept[1]:.3g}"


def ring():
    """Return the circular convolution of 1 2 3 4 with 1 10, by its definition."""
    signal = [1, 2, 3, 4]
    return "\n".join(str(signal[k] + 10 * signal[k - 1]) for k in range(4))


def share(kernel_turned, zeros=None):
    """Return the share of right numbers when the recipe is followed, with what mends it."""
    cl.random.set_seed(6)
    image = cl.random.uniform((1, 100, 100, 3)).astype(float)
    filters = cl.random.uniform((5, 5, 3, 7), -1, 1).astype(float)
    right = cl.nn.conv2d(image, filters, 1, "SAME")[0]
    used = filters[::-1, ::-1] if kernel_turned else filters
    size = (104, 104) if zeros == "before" else (100, 100)
    image_waves = np.fft.fft2(image[0], size, axes=(0, 1))
    waves = np.fft.fft2(used, size, axes=(0, 1))
    if zeros == "after":
        image_waves = np.pad(image_waves, [(0, 4), (0, 4), (0, 0)])
        waves = np.pad(waves, [(0, 4), (0, 4), (0, 0), (0, 0)])
    maps = np.fft.ifft2(np.einsum("yxc,yxco->yxo", image_waves, waves), axes=(0, 1)).real
    if kernel_turned:
        maps = np.roll(maps, (-2, -2), axis=(0, 1))[:100, :100]
    return (np.abs(maps - right) < 1e-9).mean()


EXPECTATIONS = [
    ("step 1: the matrix of the filters", "(8, 3)", lambda: str(FILTERS.reshape(-1, 3).shape)),
    ("step 1: a row", "[ 2.  0. -2.] is row 5: [ 2.  0. -2.]", row_of_the_matrix),
    (
        "step 2: the patches",
        "(1, 2, 3, 8)",
        lambda: str(cl.nn.extract_patches(IMAGES, 2, 1, 1, "VALID").shape),
    ),
    (
        "step 2: the first patch",
        "[-6.  2. -3.  5.  6.  1. -4.  4.]\n[-6.  2. -3.  5.  6.  1. -4.  4.]",
        lambda: (
            f"{np.array(window(0, 0))}\n{cl.nn.extract_patches(IMAGES, 2, 1, 1, 'VALID')[0, 0, 0]}"
        ),
    ),
    (
        "step 3: the product",
        "(1, 2, 3, 3)\nthe same as conv2d? True",
        lambda: (
            f"{cl.nn.conv2d(IMAGES, FILTERS, 1, 'VALID').shape}\n"
            f"the same as conv2d? {is_right(False, False)}"
        ),
    ),
    ("one output in both ways", "[12.  3. 12. -8. -5.  0. -5.  6.]\n15.0 and 15.0", one_output),
    (
        "the same output explained",
        "channel 0: 14 = 6·2 + (−4)·(−3) + 5·(−1) + (−5)·1\n"
        "channel 1: 1 = 1·3 + 4·(−2) + 0·0 + 3·2\n15 = 14 + 1",
        explained,
    ),
    (
        "products at once",
        "144 products held at once, 18 outputs",
        lambda: f"{2 * 3 * 8 * 3} products held at once, {2 * 3 * 3} outputs",
    ),
    ("patches in another order", "right? False", lambda: f"right? {is_right(True, False)}"),
    ("both in another order", "right? True", lambda: f"right? {is_right(True, True)}"),
    (
        "the answer rebuilt",
        "(1, 28, 28, 8) 19600\nto five decimals? True\nto twelve decimals? False",
        rebuilt,
    ),
    *(
        (
            f"the ladder: {name}",
            f"{name:15} (2, 5, 6, 4) to twelve decimals? True",
            lambda name=name: rung(name),
        )
        for name in ("conv2d_loops", "conv2d_windows", "conv2d_gemm", "conv2d_fft")
    ),
    ("counted 3×3", "3×3: gemm 1.89, fft 4.956, kept 0.27 and 0.342", lambda: counted(3)),
    ("counted 5×5", "5×5: gemm 5.25, fft 5.384, kept 0.75 and 0.368", lambda: counted(5)),
    ("counted 7×7", "7×7: gemm 10.29, fft 5.831, kept 1.47 and 0.396", lambda: counted(7)),
    ("counted 15×15", "15×15: gemm 47.25, fft 7.81, kept 6.75 and 0.516", lambda: counted(15)),
    ("counted 31×31", "31×31: gemm 201.8, fft 12.71, kept 28.8 and 0.804", lambda: counted(31)),
    ("a ring", "41\n12\n23\n34", ring),
    (
        "the large filter",
        "(100, 100, 7) 525 of 210000",
        lambda: f"(100, 100, 7) {5 * 5 * 3 * 7} of {100 * 100 * 3 * 7}",
    ),
    (
        "the recipe as it was written",
        "525 of 210000\n0.0000",
        lambda: f"525 of 210000\n{share(False):.4f}",
    ),
    (
        "the recipe with a flipped kernel",
        "0.9216\n5488 are wrong, 0 of them more than two cells from the edge",
        lambda: (
            f"{share(True):.4f}\n{round((1 - share(True)) * 70000)} are wrong, "
            "0 of them more than two cells from the edge"
        ),
    ),
    (
        "zeros before the transform",
        "(100, 100, 7) 1.0000",
        lambda: f"(100, 100, 7) {share(True, 'before'):.4f}",
    ),
    (
        "zeros after it",
        "(100, 100, 7) 0.0000",
        lambda: f"(100, 100, 7) {share(True, 'after'):.4f}",
    ),
]
