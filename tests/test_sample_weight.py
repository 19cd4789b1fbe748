"""Images that count more than others: by hand, beside Keras, and what is refused."""

import numpy as np
import pytest
from helpers import course_networks as networks
from helpers import skip_without
from helpers.course_networks import rows, small_data
from helpers.training_cases import LOSSES
from numpy.testing import assert_allclose

import course_lib as cl

X, Y = small_data(70)
COUNTS = (np.arange(70) * 7 % 11 / 4).astype(np.float32)  # some are 0
CLASSES = {0: 0.5, 2: 3}  # class 1 counts 1


def keras():
    return skip_without.module("tensorflow").keras


def compiled(loss="sparse_categorical_crossentropy", optimizer="adam", metrics="accuracy"):
    cl.random.set_seed(43052)
    model = cl.Sequential(networks.small(cl.layers), name="small")
    model.build((None, *X.shape[1:]))
    model.compile(optimizer, loss, metrics=metrics)
    return model


def twins(loss, optimizer="adam"):
    """Return our model and Keras's, with the same weights."""
    ours, theirs = compiled(loss, optimizer), keras().Sequential(networks.small(keras().layers))
    theirs.build((None, *X.shape[1:]))
    theirs.set_weights(ours.get_weights())
    theirs.compile(optimizer, loss, metrics=["accuracy"])
    return ours, theirs


def alike(ours, theirs, rtol=1e-3, atol=1e-4):
    """Demand that two models have the same weights, but for rounding."""
    for a, b in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        assert_allclose(a, b, rtol=rtol, atol=atol)


def fit_alike(ours, theirs, *data, **options):
    """Train both; demand that their histories are the same, and return ours."""
    options = {"batch_size": 16, "shuffle": False, "verbose": 0, **options}
    history, wanted = (model.fit(*data, **options).history for model in (ours, theirs))
    assert list(history) == list(wanted)
    for name, values in wanted.items():
        assert_allclose(history[name], values, rtol=1e-4, atol=1e-6, err_msg=name)
    return history


# Losses


def test_a_loss_by_hand():
    loss = cl.losses.MeanSquaredError()
    y, outputs = [[0.0, 0.0], [0.0, 0.0]], [[1.0, 3.0], [2.0, 0.0]]  # 5 and 2
    assert loss(y, outputs, sample_weight=[3, 0.5]) == (15 + 1) / 2
    assert loss(y, outputs, [[3], [0.5]]) == 8
    assert loss(y, outputs, 2) == 7
    assert loss(y, outputs, [True, False]) == 2.5
    assert loss.gradient(y, outputs, [3, 0.5]).tolist() == [[1.5, 4.5], [0.5, 0]]


def weights_of(labels, outputs):
    """Yield weights in every shape: of all, of each image, of each loss."""
    yield np.float32(2.5)
    count = len(outputs)
    yield COUNTS[:count]
    if outputs.ndim == 2:
        yield COUNTS[:count, None]
    else:
        yield np.resize(COUNTS, outputs.shape[:-1])
        yield np.resize(COUNTS, (*outputs.shape[:-1], 1))


@pytest.mark.parametrize("name", LOSSES)
def test_losses_and_their_gradients_are_keras(name):
    tf = skip_without.module("tensorflow")
    kind, options, labels, outputs = LOSSES[name]
    ours, theirs = getattr(cl.losses, kind)(**options), getattr(tf.keras.losses, kind)(**options)
    for counts in weights_of(labels, outputs):
        if outputs.ndim > 2 and counts.ndim == 1:
            spread = counts.reshape(-1, *[1] * (outputs.ndim - 2))  # Keras lays it the wrong way
            given = np.broadcast_to(spread, outputs.shape[:-1])
        else:
            given = counts
        watched = tf.constant(outputs)
        with tf.GradientTape() as tape:
            tape.watch(watched)
            loss = theirs(labels, watched, sample_weight=given)
        assert_allclose(ours(labels, outputs, sample_weight=counts), loss, rtol=1e-5)
        slopes, gradient = tape.gradient(loss, watched), ours.gradient(labels, outputs, counts)
        assert gradient.dtype == np.float32
        assert_allclose(gradient, slopes, rtol=1e-4, atol=1e-6 * np.abs(slopes).max())


# Trainings


@pytest.mark.parametrize(
    ("loss", "optimizer"),
    [
        ("sparse_categorical_crossentropy", "adam"),
        ("categorical_crossentropy", "sgd"),
        ("mean_squared_error", "rmsprop"),
    ],
)
@pytest.mark.parametrize("weights", [{"sample_weight": COUNTS}, {"class_weight": CLASSES}], ids=str)
@pytest.mark.parametrize("part", [0.3, 0.0])
def test_fit_is_keras(loss, optimizer, weights, part):
    labels = Y if loss.startswith("sparse") else rows(Y)
    ours, theirs = twins(loss, optimizer)
    options = {"epochs": 3, "validation_split": part}
    fit_alike(ours, theirs, X, labels, **options, **weights)
    alike(ours, theirs)
    plain = compiled(loss, optimizer)
    plain.fit(X, labels, batch_size=16, shuffle=False, verbose=0, **options)
    assert np.abs(plain.weights[0] - ours.weights[0]).max() > 1e-3


def test_evaluate_and_validation_data_are_keras():
    ours, theirs = twins("sparse_categorical_crossentropy")
    options = {"sample_weight": COUNTS, "batch_size": 16, "verbose": 0}
    found, wanted = (model.evaluate(X, Y, **options) for model in (ours, theirs))
    assert_allclose(found, wanted, rtol=1e-5)
    assert abs(found[0] - ours.evaluate(X, Y, verbose=0)[0]) > 0.01
    assert_allclose(found[1], ours.evaluate(X, Y, verbose=0)[1])  # metrics count all alike
    named = ours.evaluate(X, Y, **options, return_dict=True)
    assert_allclose([named["loss"], named["accuracy"]], found)
    fit_alike(ours, theirs, X[:20], Y[:20], validation_data=(X, Y, COUNTS), batch_size=32)


def test_train_on_batch_is_keras():
    ours, theirs = twins("categorical_crossentropy")
    for options in ({"sample_weight": COUNTS[:9]}, {"class_weight": CLASSES}, {}):
        found, wanted = (m.train_on_batch(X[:9], rows(Y[:9]), **options) for m in (ours, theirs))
        assert_allclose(found[0], wanted[0], rtol=1e-5)
    alike(ours, theirs, atol=1e-5)


def test_weights_go_with_their_images_when_these_are_shuffled():
    alone, weighted = compiled(metrics=None), compiled(metrics=None)
    zero = np.repeat([1.0, 0.0], 35)
    for model, options in ((alone, {}), (weighted, {"sample_weight": zero})):
        model.optimizer.learning_rate = 0.0
        count = 35 if model is alone else 70
        model.fit(X[:count], Y[:count], batch_size=5, verbose=0, **options)
    alone, weighted = (m.history.history["loss"][0] for m in (alone, weighted))
    assert_allclose(weighted, alone / 2, rtol=1e-5)  # a mean over twice as many images


def test_weights_of_classes_are_weights_of_their_images():
    for labels, loss in (
        (Y, "sparse_categorical_crossentropy"),
        (Y[:, None], "sparse_categorical_crossentropy"),
        (rows(Y), "categorical_crossentropy"),
    ):
        by_class, by_image = compiled(loss), compiled(loss)
        by_class.fit(X, labels, shuffle=False, verbose=0, class_weight=CLASSES)
        counts = [CLASSES.get(number, 1) for number in Y.tolist()]
        by_image.fit(X, labels, shuffle=False, verbose=0, sample_weight=counts)
        alike(by_class, by_image, 0, 0)


def test_weights_of_single_losses():
    x, y = np.arange(6.0).reshape(2, 3), np.zeros((2, 3, 1))
    model = cl.Sequential([cl.layers.Reshape((3, 1), input_shape=(3,)), cl.layers.ReLU()])
    model.compile("sgd", "mse")
    counts = np.array([[1, 0, 0], [0, 2, 0]])  # of squares 0, 1, 4 and 9, 16, 25
    assert model.evaluate(x, y, sample_weight=counts, verbose=0) == pytest.approx((0 + 2 * 16) / 6)
    assert model.evaluate(x, y, sample_weight=[1, 0], verbose=0) == pytest.approx((0 + 1 + 4) / 6)


# Metrics that are weighted


@pytest.mark.parametrize("weights", [{"sample_weight": COUNTS}, {"class_weight": CLASSES}, {}])
def test_weighted_metrics_are_keras(weights):
    loss = "sparse_categorical_crossentropy"
    ours, theirs = twins(loss)
    for model, room in ((ours, cl.metrics), (theirs, keras().metrics)):
        weighted = ["accuracy", room.SparseCategoricalAccuracy(name="right")]
        model.compile("adam", loss, metrics=["accuracy"], weighted_metrics=weighted)
    data = {"validation_data": (X[:30], Y[:30], COUNTS[:30])}
    history = fit_alike(ours, theirs, X, Y, epochs=2, **data, **weights)
    assert {"weighted_accuracy", "val_right"} <= history.keys()
    assert (history["accuracy"] == history["weighted_accuracy"]) == (not weights)
    options = {"batch_size": 16, "verbose": 0, "return_dict": True, "sample_weight": COUNTS}
    found, wanted = (model.evaluate(X, Y, **options) for model in (ours, theirs))
    assert_allclose([found[name] for name in wanted], list(wanted.values()), rtol=1e-4)


def test_weighted_metrics_by_hand():
    model = compiled()
    model.compile("sgd", "sparse_categorical_crossentropy", weighted_metrics="accuracy")
    right = model.predict(X).argmax(axis=1) == Y
    counts = np.where(right, 3, 1)
    loss, share = model.evaluate(X, Y, sample_weight=counts, verbose=0)
    assert share == pytest.approx(3 * right.sum() / counts.sum())
    assert model.train_on_batch(X, Y, sample_weight=counts) == pytest.approx([loss, share])
    assert model.evaluate(X, Y, sample_weight=0 * counts, verbose=0) == [0, 0]


def test_weighted_metrics_of_pixels_are_keras():
    labels = np.array([[0, 1, 1], [1, 0, 1]])
    outputs = np.array([[[0.9, 0.1]] * 3, [[0.2, 0.8]] * 3], np.float32)
    for counts in ([2, 0.5], [[1, 2, 0], [0, 0, 3]]):
        metrics = [room.SparseCategoricalAccuracy() for room in (cl.metrics, keras().metrics)]
        for metric in metrics:
            metric.update_state(labels, outputs, sample_weight=counts)
            metric.update_state(labels, outputs, counts)
        assert_allclose(metrics[0].result(), metrics[1].result(), rtol=1e-6)


def test_what_is_no_weighted_metric():
    class Mine(cl.metrics.Metric):
        def update_state(self, y_true, y_pred):
            super().update_state(y_true, y_pred)

    model = compiled()
    before = model.loss, model.metrics
    mine = Mine(cl.metrics.accuracy, "mine")
    with pytest.raises(TypeError, match=r"the metric mine takes no sample_weight\. Give it that"):
        model.compile("sgd", "mse", weighted_metrics=[mine])
    named = [cl.metrics.Metric(cl.metrics.accuracy, "weighted_acc"), "acc"]
    with pytest.raises(ValueError, match="metrics and weighted_metrics need names that differ"):
        model.compile("sgd", "mse", metrics=named, weighted_metrics=["acc"])
    with pytest.raises(ValueError, match="'exactness'"):
        model.compile("sgd", "mse", weighted_metrics=["exactness"])
    assert (model.loss, model.metrics) == before
    with pytest.raises(ValueError, match=r"for each image.* shape \(2,\), received shape \(3"):
        cl.metrics.BinaryAccuracy().update_state([[1], [0]], [[0.7], [0.6]], [1, 2, 3])


# What is refused


ONE_EACH = "sample_weight must have one number for each image"
BOTH = {"sample_weight": COUNTS, "class_weight": CLASSES}
FINITE = "must hold finite numbers, received"
REFUSED = [
    (BOTH, ValueError, "give class_weight or sample_weight, not both"),
    (
        {"sample_weight": COUNTS[:69]},
        ValueError,
        f"{ONE_EACH} or for each loss, shape (70,), received shape (69,)",
    ),
    ({"sample_weight": rows(Y)}, ValueError, ONE_EACH),
    ({"sample_weight": 2.0}, ValueError, ONE_EACH),
    ({"sample_weight": ["1"] * 70}, TypeError, "sample_weight must hold real numbers"),
    ({"sample_weight": [np.nan, *COUNTS[1:]]}, ValueError, f"sample_weight {FINITE}"),
    ({"class_weight": [1, 2, 3]}, TypeError, "class_weight is a dict from class numbers to w"),
    ({"class_weight": {"0": 1}}, TypeError, "class_weight is a dict from class numbers to w"),
    ({"class_weight": {0: "1"}}, ValueError, f"class_weight {FINITE}"),
    ({"class_weight": {0: np.nan}}, ValueError, f"class_weight {FINITE}"),
]


@pytest.mark.parametrize(
    ("method", "options", "error", "text"),
    [
        (method, *case)
        for method in ("fit", "train_on_batch", "evaluate")
        for case in REFUSED
        if method != "evaluate" or "class_weight" not in case[0]  # it takes none, as in Keras
    ],
)
def test_what_is_no_weight(method, options, error, text):
    model = compiled()
    with pytest.raises(error) as caught:
        getattr(model, method)(X, Y, **options)
    assert str(caught.value).startswith(f"small: {method}: {text}")
    alike(model, compiled(), 0, 0)


def test_classes_of_pixels_have_no_weights():
    model = cl.Sequential([cl.layers.Conv2D(2, 1, activation="softmax", input_shape=(2, 3, 1))])
    model.compile("sgd", "sparse_categorical_crossentropy")
    labels = np.zeros((4, 2, 3), int)
    with pytest.raises(ValueError, match=r"labels have shape \(4, 2, 3\). Use sample_weight"):
        model.fit(np.ones((4, 2, 3, 1)), labels, class_weight={0: 2})


def test_a_loss_of_ones_own_that_takes_no_weights():
    class Mine(cl.losses.MeanSquaredError):
        def gradient(self, y_true, y_pred):
            return super().gradient(y_true, y_pred)

    model = compiled(Mine(name="mine"))
    model.fit(X, rows(Y), verbose=0)
    rule = "small: fit: the loss mine takes no sample_weight. Give it that argument, in gradient"
    with pytest.raises(TypeError, match=rule):
        model.fit(X, rows(Y), sample_weight=COUNTS)


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ([1.0], "mean_squared_error: sample_weight must have one number for each image or for each "
         "loss, shape (2,) or (2, 3), received shape (1,)"),
        (np.ones((2, 4)), "mean_squared_error: sample_weight must have one number for each imag"),
        ([np.inf, 1], "mean_squared_error: sample_weight must hold finite numbers, received inf"),
    ],
)  # fmt: skip
def test_weights_that_fit_no_losses(counts, text):
    loss, outputs = cl.losses.MeanSquaredError(), np.ones((2, 3, 5))
    for call in (loss, loss.gradient):
        with pytest.raises(ValueError, match="sample_weight") as caught:
            call(outputs, outputs, counts)
        assert str(caught.value).startswith(text)
