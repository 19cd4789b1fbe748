"""Graders that benchmarks/compare_graders.py compares, one file each."""
