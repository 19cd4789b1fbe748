"""``python -m course_lib`` is the command ``course``."""

import sys

from .cli import main

sys.exit(main())
