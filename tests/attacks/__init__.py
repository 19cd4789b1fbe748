"""Submissions that a grader must stand: hostile, damaged, and honest but odd."""

from . import cheating, damaged, endless, honest, reading

FAMILIES = {
    "endless": endless.ALL,
    "cheating": cheating.ALL,
    "reading": reading.ALL,
    "damaged": damaged.ALL,
    "honest": honest.ALL,
}
ALL = [attack for family in FAMILIES.values() for attack in family]
