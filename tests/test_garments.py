"""The drawn garments: the same everywhere, varied, and neither too easy nor too hard."""

import hashlib
import tracemalloc

import numpy as np
import pytest

import course_lib as cl
from course_lib.datasets.garments import drawing, tops

# Of the first thousand pictures of both parts, and the first labels.
SUMS = (
    "0165121973a6e26305327dadc703c2b125972a0d17774b9f17fe8d2b7c75d9d5",
    "0f87b99a2ce21fce1833d0a0c7cde91f171cbc7c8cb5cfe285298500e2400110",
)
FIRST_LABELS = (
    [6, 7, 3, 0, 8, 2, 1, 4, 9, 5, 1, 9, 2, 7, 3, 0, 6, 5, 8, 4],
    [4, 7, 9, 2, 1, 8, 5, 6, 3, 0, 8, 4, 0, 7, 2, 5, 1, 6, 3, 9],
)
TOPS, TROUSERS, SHOES, BAGS = (kind for kind, _ in drawing._KINDS)


@pytest.fixture(scope="module")
def data():
    return cl.datasets.garments.load_data(n_train=4000, n_test=2000)


def test_shapes_and_types(data):
    (x_train, y_train), (x_test, y_test) = data
    assert (x_train.shape, y_train.shape) == ((4000, 28, 28), (4000,))
    assert (x_test.shape, y_test.shape) == ((2000, 28, 28), (2000,))
    assert {array.dtype for part in data for array in part} == {np.dtype(np.uint8)}


def test_usual_sizes_are_those_of_fashion_mnist(monkeypatch):
    asked = []
    monkeypatch.setattr(cl.datasets.garments, "draw_pictures", lambda *args: asked.append(args))
    cl.datasets.garments.load_data()
    assert asked == [(0, 0, 60000), (0, 1, 10000)]


def test_pictures_are_the_same_on_every_machine(data):
    for (images, labels), image_sum, first in zip(data, SUMS, FIRST_LABELS, strict=True):
        assert labels[:20].tolist() == first
        assert hashlib.sha256(images[:1000].tobytes()).hexdigest() == image_sum


def test_classes_are_balanced_and_shuffled(data):
    for _, labels in data:
        tens = labels.reshape(-1, 10)
        assert (np.sort(tens, axis=1) == np.arange(10)).all()
        assert len(np.unique(tens, axis=0)) > 0.98 * len(tens)
        places = np.argsort(tens, axis=1)
        assert np.abs(places.mean(axis=0) - 4.5).max() < 1  # no class has a place of its own


@pytest.mark.parametrize("n", [0, 1, 9, 319, 320, 321, 645])
def test_smaller_set_is_the_beginning_of_a_larger_one(data, n):
    for small, large in zip(cl.datasets.garments.load_data(n, n), data, strict=True):
        for some, more in zip(small, large, strict=True):
            np.testing.assert_array_equal(some, more[:n])


def test_block_size_does_not_matter(data, monkeypatch):
    monkeypatch.setattr(drawing, "BLOCK", 50)
    (images, labels), _ = cl.datasets.garments.load_data(333, 0)
    np.testing.assert_array_equal(images, data[0][0][:333])
    np.testing.assert_array_equal(labels, data[0][1][:333])


def test_seeds_and_parts_draw_other_pictures(data):
    (x_train, y_train), (x_test, y_test) = data
    (x_other, y_other), _ = cl.datasets.garments.load_data(2000, 0, seed=1)
    for one, two in ((y_train, y_test), (y_train, y_other)):
        assert 0.05 < (one[:2000] == two[:2000]).mean() < 0.15
    for one, two in ((x_train, x_test), (x_train, x_other)):
        assert not (one[:2000] == two[:2000]).all(axis=(1, 2)).any()


def test_no_picture_comes_twice(data):
    images = np.concatenate([data[0][0], data[1][0]]).reshape(-1, 784)
    assert len(np.unique(images, axis=0)) == len(images)


def test_pictures_are_white_on_black(data):
    images = data[0][0]
    assert (images[:, [0, 0, -1, -1], [0, -1, 0, -1]].mean(axis=0) < 20).all()  # the corners
    assert 0.25 < (images > 20).mean() < 0.6
    brightest = images.max(axis=(1, 2))
    assert brightest.min() > 40
    assert np.percentile(brightest, [10, 90]).tolist() > [80, 200]


def test_garments_are_as_wide_and_high_as_real_ones(data):
    images, labels = data[0]
    ink = images > 20
    wide, high = ink.any(axis=1).sum(axis=1), ink.any(axis=2).sum(axis=1)
    for label in (1, 3):  # trousers and dresses are high
        assert (high[labels == label] > wide[labels == label]).mean() > 0.95
    for label in (5, 7):  # sandals and sneakers are long
        assert (wide[labels == label] > high[labels == label] * 1.1).mean() > 0.9
    boots, sneakers = high[labels == 9].mean(), high[labels == 7].mean()
    assert boots > sneakers + 5


def test_nearest_mean_is_right_often_and_not_always(data):
    (x_train, y_train), (x_test, y_test) = data
    means = np.array([x_train[y_train == label].mean(axis=0).ravel() for label in range(10)])
    tests = x_test.reshape(-1, 784).astype(float)
    far = (means**2).sum(axis=1) - 2 * tests @ means.T
    right = far.argmin(axis=1) == y_test
    assert 0.5 < right.mean() < 0.8
    shirts = right[y_test == 6].mean()
    assert shirts < right.mean()  # as with the real ones, shirts are the hardest
    assert right[np.isin(y_test, (1, 5, 7, 8, 9))].mean() > 0.7


def test_memory_stays_small():
    drawing.draw_pictures(0, 0, 10)
    tracemalloc.start()
    images, labels = drawing.draw_pictures(0, 0, 3000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak - images.nbytes - labels.nbytes < 16 * 2**20


@pytest.mark.parametrize("name", ["n_train", "n_test", "seed"])
@pytest.mark.parametrize("value", [1.0, "1", None, True])
def test_what_is_not_a_whole_number_is_refused(name, value):
    with pytest.raises(TypeError, match=f"{name} must be a whole number"):
        cl.datasets.garments.load_data(**{name: value})


def test_numbers_out_of_range_are_refused():
    with pytest.raises(ValueError, match="n_test must be 0 or more, received -1"):
        cl.datasets.garments.load_data(1, -1)
    with pytest.raises(ValueError, match="seed must be at most 4294967295"):
        cl.datasets.garments.load_data(1, 1, seed=2**32)
    assert cl.datasets.garments.load_data(1, 1, seed=2**32 - 1)[0][0].any()


# The parts


@pytest.mark.parametrize("kind", [TOPS, TROUSERS, SHOES, BAGS])
def test_shares_add_up_and_ranges_go_up(kind):
    assert (kind._width >= 0).all()
    for steps in kind._steps.values():
        assert (np.diff(steps) >= 0).all()
        assert steps[-1] <= 1.0001


def test_shares_of_all_tops_add_up_to_one():
    for label, share in tops._SHARES.items():
        assert sum(share.values()) == pytest.approx(1), cl.datasets.garments.CLASS_NAMES[label]
        assert set(share) <= set(tops._STYLES)
