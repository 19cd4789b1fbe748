"""A photograph that comes with matplotlib, so that nothing has to be downloaded."""

from __future__ import annotations

import numpy as np

_TOP, _LEFT, _SIDE = 70, 122, 256  # the face, in pixels of the original


def photograph() -> np.ndarray:
    """Return a portrait of Grace Hopper, who wrote one of the first compilers.

    Returns
    -------
    array (256, 256), float64
        Grey values from 0, black, to 255, white.

    References
    ----------
    Photograph by James S. Davis for the United States Navy, in the public domain. It is one of
    matplotlib's sample pictures, here in grey and cut to the face.

    Examples
    --------
    >>> picture = photograph()
    >>> picture.shape, picture.min() >= 0, picture.max() <= 255
    ((256, 256), np.True_, np.True_)
    """
    from matplotlib.cbook import get_sample_data  # takes long to import, and few need it
    from PIL import Image

    with Image.open(get_sample_data("grace_hopper.jpg", asfileobj=False)) as image:
        grey = np.asarray(image.convert("L"), float)
    return grey[_TOP : _TOP + _SIDE, _LEFT : _LEFT + _SIDE]
