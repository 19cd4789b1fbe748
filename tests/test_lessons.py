"""The numbers that lessons promise: shown in outputs that are compared, and right by hand.

What a lesson computes with the library is compared whenever nbval runs it. Here the numbers are
held against the table of what the lesson must show, and some are found without the library.
"""

import re
from collections import Counter
from math import ceil, log, prod

import numpy as np
import pytest
from helpers.stored_notebooks import ROOT, code_cells, source, texts
from lesson_numbers import NUMBERS, WHOLE

ROWS = [(lesson, about) for lesson, numbers in NUMBERS.items() for about in numbers]
IMAGE = np.array([[4, 3, 1, 0], [2, 1, 0, 1], [1, 2, 4, 1], [3, 1, 0, 2]], float)
KERNEL = np.array([[1, 0, 1], [2, 1, 0], [0, 0, 1]], float)
GIVEN_IMAGE = [[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]
GIVEN_KERNEL = [[0, 1, 2], [2, 2, 0], [0, 1, 2]]
X = np.array([[-67.0, -77], [-117, -127]])
F = np.array([[-1.0, 2, -3], [4, -5, 6], [-7, 8, -9]])


def compared(lesson):
    """Return all texts of a lesson that nbval compares, with those of its appendix."""
    parts = [f"{lesson}.ipynb", *(path.name for path in ROOT.glob(f"notebooks/{lesson[:2]}a_*"))]
    found = [cell for part in parts for cell in code_cells(ROOT / "notebooks" / part)]
    cells = [cell for cell in found if cell["execution_count"]]
    cells = [cell for cell in cells if "NBVAL_IGNORE_OUTPUT" not in source(cell)]
    return "\n\n".join(texts(output) for cell in cells for output in cell["outputs"])


def floats(text):
    return [float(number) for number in re.findall(r"[-−]?\d+\.?\d*", text.replace("−", "-"))]


def slide(image, kernel):
    """Return the sum of products at each place where the kernel lies in the image (h, w)."""
    image, kernel = np.array(image, float), np.array(kernel, float)
    (h, w), (kh, kw) = image.shape, kernel.shape
    places = [(y, x) for y in range(h - kh + 1) for x in range(w - kw + 1)]
    sums = [(image[y : y + kh, x : x + kw] * kernel).sum() for y, x in places]
    return np.reshape(sums, (h - kh + 1, w - kw + 1))


def stamp(values, kernel, stride):
    """Return the sum of the kernel laid down once for each value, scaled by it."""
    out = np.zeros([(n - 1) * stride + k for n, k in zip(values.shape, kernel.shape, strict=True)])
    for y, x in np.ndindex(values.shape):
        out[y * stride :, x * stride :][: len(kernel), : len(kernel)] += values[y, x] * kernel
    return out


@pytest.mark.parametrize(("lesson", "about"), ROWS)
def test_the_lesson_shows_it(lesson, about):
    text = NUMBERS[lesson][about]
    shown = re.findall(rf"(?:^| ){re.escape(text)}(?!\w|\.\d)", compared(lesson), re.MULTILINE)
    assert len(shown) >= Counter(NUMBERS[lesson].values())[text]


@pytest.mark.parametrize("number", range(4))
def test_the_equations_of_the_first_convolution_are_true(number):
    equation = NUMBERS["02_convolution"]["the four equations"].split("\n")[number]
    total, _, terms = equation.partition(" = ")
    products = [int(a) * int(b) for a, b in (term.split("·") for term in terms.split(" + "))]
    assert len(products) == 9
    assert sum(products) == int(total) == slide(IMAGE, KERNEL).ravel()[number]


def test_every_output_of_the_asker_is_a_product():
    pixels = np.float32([1.60314465, -0.55022103, 0.00595062, -0.69889867])
    expected = "\n".join(f"{pixel * np.float32(-0.59594476):.8f}" for pixel in pixels)
    assert NUMBERS["02_convolution"]["the asker's run"] == expected


def test_conv2d_layers_by_hand():
    shown, quarters = NUMBERS["03_inside_conv2d"], np.full((2, 2), 1 / 4)
    to_15, to_49 = np.arange(16).reshape(4, 4), np.arange(50).reshape(2, 5, 5)
    lecture = [[-0.2408014, 0.3118649], [-0.70300657, -0.5744659]]
    nine = [f"{value:.6g}" for value in slide(to_15, lecture).ravel()]
    assert shown["1: all nine outputs"].split() == nine
    assert floats(shown["1: quarters and 3"]) == (slide(to_15, quarters) + 3).ravel().tolist()
    three = [[0.10026586, -0.17371601, 0.16699821], [-0.4737161, 0.19852251, 0.09610051]]
    three.append([0.09313911, -0.29948625, -0.05739981])
    nine = [f"{value:.6g}" for value in slide(to_49[0], three).ravel()]
    assert shown["2: 3×3 on 0 … 24"].split() == nine
    assert floats(shown["3: the given kernel"]) == slide(GIVEN_IMAGE, GIVEN_KERNEL).ravel().tolist()
    images = [(slide(image, quarters) + 3).ravel() for image in to_49]
    assert floats(shown["4: two images"]) == np.concatenate(images).tolist()


def test_the_kernel_of_the_seed_gives_the_sums_of_the_lecture():
    shown = NUMBERS["03_inside_conv2d"]
    kernel = np.reshape(floats(shown["5: the kernel of the seed"]), (4, 4))
    lecture = [0.09046876, -0.6207629, -0.25241536, -0.7710641]
    np.testing.assert_allclose(kernel.sum(axis=0), lecture, atol=3e-8)
    assert floats(shown["5: ones give the sums of the kernel"]) == lecture
    *parts, total = floats(shown["6: red, green and blue"])
    assert f"{sum(parts):.7f}" == f"{total:.7f}" == "0.3297621"
    assert floats(shown["6: three channels"]) == [0.3297621, -0.4498347, -1.0487393, -1.580095]


@pytest.mark.parametrize("about", ["the first weight", "the last weight of the block"])
def test_weights_come_from_the_bits_by_hand(about):
    shown = NUMBERS["03_inside_conv2d"]
    word, last, share, weight = shown[f"from bits to {about}"].split()
    limit = np.float32((6 / (2 * 2 * 1 + 2 * 2 * 4)) ** 0.5)
    assert str(int(word, 2)) in shown["the random bits"].split()
    assert int(last) == int(word, 2) & 0x7FFFFF
    assert np.float32(share) == np.float32(int(last) / 2**23)
    assert np.float32(share) * (2 * limit) - limit == np.float32(weight)


def test_multiplications_of_the_ladder_by_their_formulas():
    for k in (3, 5, 7, 15, 31):
        side, direct = 100 + 2 * (k - 1), 100 * 100 * k * k * 3 * 7 / 1e6
        planes, waves = 3 + 7 + 3 * 7, side * (side // 2 + 1)
        transforms = planes * round(side * side * np.log2(side * side))
        fourier = (transforms + 4 * 3 * 7 * waves) / 1e6
        kept = f"kept {100 * 100 * k * k * 3 / 1e6:.3g} and {2 * planes * waves / 1e6:.3g}"
        expected = f"{k}×{k}: gemm {direct:.4g}, fft {fourier:.4g}, {kept}"
        assert NUMBERS["04_matrix_product"][f"counted {k}×{k}"] == expected


def test_the_ring_by_its_definition():
    signal = [1, 2, 3, 4]
    ring = [signal[k] + 10 * signal[k - 1] for k in range(4)]
    assert floats(NUMBERS["04_matrix_product"]["a ring"]) == ring


def test_costs_of_separable_convolutions_by_their_formulas():
    shown = NUMBERS["05_depthwise_convolution"]
    full, separable = 3 * 3 * 256 * 512, 3 * 3 * 256 + 256 * 512
    expected = f"{full} {separable}\nratio {1 / 512 + 1 / 9:.6g}"
    assert shown["weights from 256 to 512 channels"] == expected
    expected = f"full      {3 * 3 * 4 * 6} {3 * 3 * 4 * 6}\nseparable 36 + 24 36 + 24"
    assert shown["weights and multiplications"] == expected
    assert f"{20 * 64 * 64 * 1000 * 4 / 1e6:.0f} million" in shown["20×64×64×100 with 5×5×100×10"]


def test_stamps_laid_by_hand():
    shown = NUMBERS["06_transposed_convolution"]
    whole = stamp(X, F, 2)
    assert floats(WHOLE) == whole.ravel().tolist()
    assert floats(shown["SAME, 3×3"]) == whole[1:4, 1:4].ravel().tolist()
    assert floats(shown["SAME, 4×4"]) == whole[:4, :4].ravel().tolist()
    twice = slide(whole, F)[::2, ::2]
    assert floats(shown["a convolution is not undone"].split("\n", 1)[1]) == twice.ravel().tolist()
    for k in (3, 4):
        covers = stamp(np.ones((4, 4)), np.ones((k, k)), 2)[:3].astype(int)
        rows = [f"Row {y}: {', '.join(map(str, row))}." for y, row in enumerate(covers)]
        assert shown["a checkerboard" if k == 3 else "no checkerboard"].endswith(" ".join(rows))


def test_gradients_by_hand():
    shown = NUMBERS["07_gradients"]
    errors = slide(IMAGE, KERNEL) - 10
    assert floats(shown["the errors and the loss"]) == [*errors.ravel(), (errors**2).sum() / 2]
    assert floats(shown["the gradient by the kernel"]) == slide(IMAGE, errors).ravel().tolist()
    assert floats(shown["the gradient by the image"]) == stamp(errors, KERNEL, 1).ravel().tolist()
    assert floats(shown["the bias"]) == [errors.sum()]
    x, y = np.array([[1.0, 2, 3], [4, 5, 6]]), np.array([[1.0, 0], [10, -1]])
    by_input, by_matrix = y @ np.array([[1.0, -1], [0, 2], [3, 1]]).T, x.T @ y
    assert f"True\n{by_input}\n" in shown["Dense"]
    assert shown["Dense"].endswith(f"True\n{by_matrix}")


def test_parameters_and_steps_of_the_two_networks_by_hand():
    shown = NUMBERS["08_fashion_mnist"]
    dense = [784 * 500 + 500, *[500 * 500 + 500] * 3, 500 * 10 + 10]
    net2 = [2 * 2 * 1 * 30 + 30, 0, 2 * 2 * 30 * 30 + 30, 0, 0, 6 * 6 * 30 * 10 + 10]
    rows = shown["net1 layer by layer"].split("\n")[1:]
    assert [int(row.split()[-1]) for row in rows] == dense
    assert [int(shown[f"net2, layer {i}"].split()[-1]) for i in range(6)] == net2
    assert shown["the weights of net1"].endswith(f" {sum(dense):,}")
    assert shown["the weights of net2"].endswith(f" {sum(net2):,}")
    assert shown["the ratio of the weights"] == str(sum(net2) / sum(dense))
    steps = f"Steps in an epoch: {ceil(60000 / 32)} and in a test of 10,000: {ceil(10000 / 32)}"
    assert shown["steps"] == steps
    size = prod([60000, 27, 27, 30]) * 4e-9
    assert shown["the first output of all of them"] == f"{size:.4g} GB"


def test_losses_are_logarithms():
    losses = [f"probability {p:g}: loss {-log(p):.6g}" for p in (0.5, 0.1, 0.01)]
    assert NUMBERS["08_fashion_mnist"]["losses"] == "\n".join(losses)


def test_the_port_by_hand():
    shown = NUMBERS["09_same_numbers_elsewhere"]
    counting = np.arange(36.0).reshape(6, 6)
    after = slide(np.pad(counting, (0, 1)), KERNEL)[::2, ::2]
    assert floats(shown["SAME with a stride"]) == after.ravel().tolist()
    around = slide(np.pad(counting, 1), KERNEL)[::2, ::2]
    assert floats(shown["padding=1"]) == around.ravel().tolist()
    ones = 3 * stamp(np.ones((4, 4)), np.ones((4, 4)), 1)[1:5, 1:5]
    assert floats(shown["a picture of ones"]) == ones.ravel().tolist()
    numbers = [2 * place + channel for channel in range(2) for place in range(6)]
    assert shown["Flatten"].endswith(" ".join(map(str, numbers)))
    rows = [[12 * i + 6 * j + 3 for j in range(2)] for i in range(2)]
    told = " ".join(f"Row {i}: {row[0]}, {row[1]}." for i, row in enumerate(rows))
    assert shown["a small kernel in its place"].endswith(told)
