"""The numbers of lesson 08 that do not come from training."""

import numpy as np

import course_lib as cl

IMAGES = (None, 28, 28, 1)


def net1():
    layers = cl.layers
    dense = [layers.Dense(500, activation="relu") for _ in range(4)]
    model = cl.Sequential([layers.Flatten(), *dense, layers.Dense(10, activation="softmax")])
    model.build(IMAGES)
    return model


def net2():
    layers, model = cl.layers, cl.Sequential()
    for _ in range(2):
        model.add(layers.Conv2D(30, (2, 2), activation="relu"))
        model.add(layers.MaxPool2D())
    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    model.build(IMAGES)
    return model


def row(name, shape, count):
    """Return a line of the table of layers; a long name goes on below it."""
    return f"{name[:27]:<28} {shape!s:<25} {count}"


def rows(model, names):
    return [
        row(name, (None, *layer.output_shape[1:]), layer.count_params())
        for name, layer in zip(names, model.layers, strict=True)
    ]


def net1_rows():
    dense = [f"dense_{i} (Dense)" if i else "dense (Dense)" for i in range(5)]
    return "\n ".join(rows(net1(), ["flatten (Flatten)", *dense]))


def shapes():
    """Return the shapes of all training pictures on their way through net2."""
    shape, found = (60000, 28, 28, 1), []
    for layer in net2().layers:
        shape = layer.compute_output_shape(shape)
        found.append(str(shape))
    return "\n".join(["(60000, 28, 28, 1)", *found])


def losses():
    """Return the loss of each share of the right class, as printed."""
    shares = np.array([1, 0.5, 0.1, 0.01])
    taken = cl.losses.categorical_crossentropy(
        [[1.0, 0]] * 4, np.stack([shares, 1 - shares], axis=1)
    )
    # The library keeps shares a little below 1, so that no loss is infinite.
    told = [
        f"share {share:g}: loss {max(loss, 0):.6g}"
        for share, loss in zip(shares, taken, strict=True)
    ]
    return "\n".join(told[1:])


def slopes():
    """Return the slopes of the loss by the scores 0, 0, log 2, as printed."""
    scores, label = np.array([[0, 0, np.log(2)]]), np.array([[0.0, 0, 1]])
    loss = cl.losses.CategoricalCrossentropy(from_logits=True)
    nudged = cl.finite_differences(loss, [label, scores], by=1, weights=1.0)[0]
    return str([f"{slope:.4g}" for slope in nudged])


def counts(model):
    return f"Total params: {model.count_params():,}"


EXPECTATIONS = [
    (
        "net1 layer by layer",
        "\n ".join(
            [
                "flatten (Flatten)            (None, 784)               0",
                "dense (Dense)                (None, 500)               392500",
                "dense_1 (Dense)              (None, 500)               250500",
                "dense_2 (Dense)              (None, 500)               250500",
                "dense_3 (Dense)              (None, 500)               250500",
                "dense_4 (Dense)              (None, 10)                5010",
            ]
        ),
        net1_rows,
    ),
    ("the weights of net1", "Total params: 1,149,010", lambda: counts(net1())),
    ("the weights of net2", "Total params: 14,590", lambda: counts(net2())),
    *(
        (f"net2, layer {i}", f"{shape:<25} {count}", lambda i=i: rows(net2(), [""] * 6)[i].strip())
        for i, (shape, count) in enumerate(
            [
                ("(None, 27, 27, 30)", 150),
                ("(None, 13, 13, 30)", 0),
                ("(None, 12, 12, 30)", 3630),
                ("(None, 6, 6, 30)", 0),
                ("(None, 1080)", 0),
                ("(None, 10)", 10810),
            ]
        )
    ),
    (
        "the ratio of the weights",
        "0.012697887746842934",
        lambda: str(net2().count_params() / net1().count_params()),
    ),
    (
        "the shapes of 60,000 pictures",
        "(60000, 28, 28, 1)\n(60000, 27, 27, 30)\n(60000, 13, 13, 30)\n(60000, 12, 12, 30)\n"
        "(60000, 6, 6, 30)\n(60000, 1080)\n(60000, 10)",
        shapes,
    ),
    (
        "the first output of all of them",
        "5.249 GB",
        lambda: (
            f"{np.prod(net2().layers[0].compute_output_shape((60000, 28, 28, 1))) * 4e-9:.4g} GB"
        ),
    ),
    (
        "steps",
        "Steps in an epoch: 1875 and in a test of 10,000: 313",
        lambda: (
            f"Steps in an epoch: {len(range(0, 60000, 32))} "
            f"and in a test of 10,000: {len(range(0, 10000, 32))}"
        ),
    ),
    (
        "losses",
        "share 0.5: loss 0.693147\nshare 0.1: loss 2.30259\nshare 0.01: loss 4.60517",
        losses,
    ),
    ("slopes by the scores", "['0.25', '0.25', '-0.5']", slopes),
]
