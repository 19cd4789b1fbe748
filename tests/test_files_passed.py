"""How much of the library a reader meets on the way through one call."""

import sys

import numpy as np
from helpers.course_networks import net1

import course_lib as cl
from course_lib.training import step

ROOM = cl.__path__[0]


def files_of(call) -> set[str]:
    """Return the files of course_lib whose functions a call runs."""
    met = set()

    def note(frame, event, _argument):
        name = frame.f_code.co_filename
        if event == "call" and name.startswith(ROOM):
            met.add(name.removeprefix(ROOM).lstrip("/\\"))

    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(None)
    return met


def test_a_convolution_passes_through_five_files():
    image, kernel = np.ones((1, 4, 4, 1)), np.ones((3, 3, 1, 1))
    met = files_of(lambda: cl.nn.conv2d(image, kernel, 1, "SAME"))
    names = ("convolution", "arguments", "geometry", "windows", "fast")
    assert {name.replace("\\", "/") for name in met} == {f"nn/{name}.py" for name in names}


def test_a_step_from_a_batch_to_the_new_weights_passes_through_twelve_files():
    model = cl.Sequential(net1(cl.layers))
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    x, y = np.ones((32, 28, 28, 1), np.float32), np.eye(10)[np.arange(32) % 10]
    model.train_on_batch(x, y)  # so that the weights are there
    assert len(files_of(lambda: step.train_step(model, x, y))) <= 12
