"""Which channels meet: groups of neighbours, from one for all to one for each channel."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Groups:
    """Channels in and out, cut into groups; each output reads the inputs of its group.

    What a filter has for one input channel is a slice of it. Slices are counted filter by filter.

    Examples
    --------
    >>> groups = Groups(2, c_in=4, c_out=8)
    >>> groups.read_by(5), groups.fed_by(1), groups.piece(5, 3), groups.meets(11)
    (range(2, 4), range(0, 4), 11, (5, 3))
    """

    count: int
    c_in: int
    c_out: int

    @property
    def depth(self) -> int:
        """Input channels in a group: the slices of each filter."""
        return self.c_in // self.count

    @property
    def mult(self) -> int:
        """Output channels for each input channel."""
        return self.c_out // self.c_in

    @property
    def depthwise(self) -> bool:
        """Whether each channel is a group of its own."""
        return self.count == self.c_in

    def group(self, k: int) -> int:
        """Return the group that makes output channel ``k``."""
        return k // (self.c_out // self.count)

    def read_by(self, k: int) -> range:
        """Return the input channels that output channel ``k`` reads."""
        return self.members(self.group(k))

    def members(self, group: int) -> range:
        """Return the input channels of a group."""
        return range(group * self.depth, (group + 1) * self.depth)

    def made_by(self, group: int) -> range:
        """Return the output channels that a group makes."""
        made = self.c_out // self.count
        return range(group * made, (group + 1) * made)

    def fed_by(self, c: int) -> range:
        """Return the output channels that read input channel ``c``."""
        return self.made_by(c // self.depth)

    def piece(self, k: int, c: int) -> int:
        """Return the number of the slice of filter ``k`` that meets input channel ``c``."""
        return k * self.depth + c % self.depth

    def meets(self, piece: int) -> tuple[int, int]:
        """Return the filter that a slice belongs to, and the input channel that it meets."""
        k, j = divmod(piece, self.depth)
        return k, self.read_by(k)[j]


def divisors(n: int) -> list[int]:
    """Return the numbers that divide ``n``.

    Examples
    --------
    >>> divisors(4)
    [1, 2, 4]
    """
    return [d for d in range(1, n + 1) if n % d == 0]
