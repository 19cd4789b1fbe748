"""How much of the library a reader meets on the way through one call."""

import sys

import numpy as np

import course_lib as cl

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
