"""Runs in nbgrader's Python: python in_nbgrader.py generate|autograde ASSIGNMENT SECONDS.

The points of each student who has a graded notebook come into points.json.
"""

import json
import sys
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config


def main(what, assignment, seconds):
    """Make the release, or grade what all students handed in, and write their points down."""
    config = Config()
    config.CourseDirectory.root = str(Path("course").resolve())
    config.ExecutePreprocessor.timeout = int(seconds)
    api = NbGraderAPI(config=config)
    if what == "generate":
        sys.exit(not api.generate_assignment(assignment)["success"])
    result = api.autograde(assignment, "*")
    print(result.get("log"), result.get("error"), file=sys.stderr)
    points = {}
    with Gradebook(api.coursedir.db_url) as gradebook:
        for graded in Path("course", "autograded").glob(f"*/{assignment}/{assignment}.ipynb"):
            student = graded.parts[2]
            found = gradebook.find_submission_notebook(assignment, assignment, student).grades
            points[student] = {grade.name: grade.auto_score or 0 for grade in found}
    Path("points.json").write_text(json.dumps(points))


main(*sys.argv[1:])
