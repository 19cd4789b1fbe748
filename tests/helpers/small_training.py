"""A small model, data that it learns, and its training in an order that follows a seed."""

import course_lib as cl
from course_lib.layers import Conv2D, Dense, Flatten, MaxPool2D
from helpers.course_networks import small_data

X, Y = small_data(40)


def small(seed=1, optimizer="adam", loss="sparse_categorical_crossentropy", metrics="accuracy"):
    cl.random.set_seed(seed)
    model = cl.Sequential(
        [
            Conv2D(4, (3, 2), activation="relu"),
            MaxPool2D(),
            Flatten(),
            Dense(3, activation="softmax"),
        ],
        name="small",
    )
    model.compile(optimizer, loss, metrics=metrics)
    model.build(X.shape)
    return model


def fitted(model, x=X, y=Y, **options):
    """Return the history of a training whose order follows a seed."""
    cl.random.set_seed(2)
    return model.fit(x, y, verbose=0, **options)
