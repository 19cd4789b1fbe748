"""What somebody typed, as numbers."""

import re

from .question import FORMATS, NUMBER, ROWS


class Unreadable(ValueError):
    """What was typed is not what was asked for; the message says what to type."""


def read(text: str, kind: str):
    """Return the number, the numbers or the rows of numbers that somebody typed.

    Brackets, the long minus and decimal commas between digits are understood.

    Raises Unreadable if there are no numbers, or words between them.

    Examples
    --------
    >>> read("(1, 3, 3, 1)", "shape"), read("5 7", "numbers"), read("−0,5", "number")
    ([1, 3, 3, 1], [5, 7], -0.5)
    >>> read("5 7; 13 15", "rows"), read("[[5, 7], [13, 15]]", "rows")
    ([[5, 7], [13, 15]], [[5, 7], [13, 15]])
    >>> read("five", "number")
    Traceback (most recent call last):
    course_lib.predictions.reading.Unreadable: Type a number.
    """
    plain = text.replace("−", "-").replace("–", "-").replace("∞", "inf").replace("×", " ")
    rows = [part for part in re.split(r"[;\n/]|\]\s*,?\s*\[", plain) if part.strip("[]() ,\t")]
    numbers = [_row(row, kind) for row in rows]
    if not numbers or not all(numbers):
        raise Unreadable(f"Type {FORMATS[kind]}.")
    if kind == NUMBER:
        if len(numbers) > 1 or len(numbers[0]) > 1:
            raise Unreadable("Type one number.")
        return numbers[0][0]
    if kind == ROWS:
        if len({len(row) for row in numbers}) > 1:
            raise Unreadable("The rows differ in length. Put a semicolon after each row.")
        return numbers
    return [number for row in numbers for number in row]


def _row(text: str, kind: str) -> list:
    if kind == NUMBER or ("." not in text and re.search(r"\d,\d+\s+-?\d+,\d", text)):
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    words = re.sub(r"[\[\](),]", " ", text).split()
    try:
        return [int(word) if re.fullmatch(r"[-+]?\d+", word) else float(word) for word in words]
    except ValueError:
        raise Unreadable(f"Type {FORMATS[kind]}.") from None
