"""A lock for what only one thread may do, which copies and files leave out."""

from __future__ import annotations

from threading import RLock


class OneAtATime:
    """A thing that holds a lock, and that can be copied nevertheless."""

    def __init__(self) -> None:
        self._one_at_a_time = RLock()  # a step uses memory that the next one uses again

    def __getstate__(self) -> dict:
        """Leave out the lock, which a copy makes anew."""
        return {name: value for name, value in vars(self).items() if name != "_one_at_a_time"}

    def __setstate__(self, state: dict) -> None:
        OneAtATime.__init__(self)
        self.__dict__.update(state)
