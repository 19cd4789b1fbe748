"""Grading a class: submissions in, a gradebook and reports out."""


class CannotGrade(Exception):
    """Something that grading needs is missing, with what to do."""
