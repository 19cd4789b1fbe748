"""Grading a class: submissions in, a gradebook and reports out."""
