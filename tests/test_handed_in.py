"""Submissions are found in every shape that teachers get, and the last one counts."""

import io
import json
import os
import zipfile

import learner
import pytest

from course_lib.classroom.handed_in import NothingHandedIn, collect

ONE, TWO = "01_max_pooling", "02_convolution"


def write(folder, files):
    """Write files, each a second later than the one before it."""
    for number, (name, content) in enumerate(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        os.utime(path, (1000 + number, 1000 + number))
    return folder


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def found(place):
    return {(one.student, one.exercise): one.data.decode() for one in collect(place)}


def test_a_folder_a_student(tmp_path):
    files = {f"ada/{ONE}.ipynb": "a1", f"ada/{TWO}.ipynb": "a2", f"bob/work/{ONE}.ipynb": "b1"}
    assert found(write(tmp_path, files)) == {
        ("ada", ONE): "a1",
        ("ada", TWO): "a2",
        ("bob", ONE): "b1",
    }


def test_a_folder_around_all_is_no_student(tmp_path):
    files = {f"class 7/ada/{ONE}.ipynb": "a", f"class 7/bob/{ONE}.ipynb": "b"}
    expected = {("ada", ONE): "a", ("bob", ONE): "b"}
    assert found(write(tmp_path / "folders", files)) == expected
    files = {f"class 7/ada_{ONE}.ipynb": "a", f"class 7/bob_{ONE}.ipynb": "b"}
    assert found(write(tmp_path / "flat", files)) == expected


def test_the_whole_course_handed_in(tmp_path):
    files = {
        f"ada/exercises/{ONE}.ipynb": "mine",
        f"ada/solutions/{ONE}.ipynb": "not mine",
        f"ada/course_lib/grading/released/{ONE}.ipynb": "nor this",
        f"ada/exercises/{ONE}.kept-2026-01-01-101010.ipynb": "before a reset",
        f"ada/exercises/.ipynb_checkpoints/{ONE}-checkpoint.ipynb": "nor this",
    }
    assert found(write(tmp_path, files)) == {("ada", ONE): "mine"}
    assert len(collect(tmp_path)[0].replaced) == 1


def test_flat_files(tmp_path):
    files = {f"ada_{ONE}.ipynb": "a", f"{TWO}-bob.ipynb": "b", f"Eve Ng - {ONE}.ipynb": "e"}
    assert found(write(tmp_path, files)) == {
        ("ada", ONE): "a",
        ("bob", TWO): "b",
        ("Eve Ng", ONE): "e",
    }


def test_moodle(tmp_path):
    folder = "Ada Lovelace_4711_assignsubmission_file_"
    files = {f"{folder}/{ONE}.ipynb": "a", f"Bob_12_assignsubmission_file_/{TWO}.ipynb": "b"}
    expected = {("Ada Lovelace 4711", ONE): "a", ("Bob 12", TWO): "b"}
    assert found(write(tmp_path, files)) == expected
    archive = tmp_path / "class.zip"
    archive.write_bytes(zipped(files))
    assert found(archive) == expected


def test_canvas(tmp_path):
    files = {
        f"lovelaceada_4711_99_{ONE}.ipynb": "first",
        f"lovelaceada_LATE_4711_100_{ONE}-1.ipynb": "second",
        f"bob_12_101_{ONE}-2.ipynb": "b2",
        f"bob_12_102_{ONE}-1.ipynb": "b1",
    }
    assert found(write(tmp_path, files)) == {
        ("lovelaceada 4711", ONE): "second",
        ("bob 12", ONE): "b2",
    }


def test_the_last_counts_and_the_others_are_named(tmp_path):
    files = {
        f"ada/{ONE} (2).ipynb": "third",
        f"ada/{ONE}.ipynb": "first",
        f"ada/{ONE} (1).ipynb": "second",
    }
    (one,) = collect(write(tmp_path, files))
    assert one.data == b"third"
    assert one.replaced == (f"ada/{ONE}.ipynb", f"ada/{ONE} (1).ipynb")


def test_without_numbers_the_newest_counts(tmp_path):
    files = {f"ada/b/{ONE}.ipynb": "old", f"ada/a/{ONE}.ipynb": "new", f"bob/{ONE}.ipynb": "b"}
    assert found(write(tmp_path, files)) == {("ada", ONE): "new", ("bob", ONE): "b"}


def test_zips_in_a_folder(tmp_path):
    files = {"ada.zip": zipped({f"{ONE}.ipynb": "a"}), "bob.zip": b"PK damaged"}
    assert found(write(tmp_path, files)) == {("ada", ONE): "a", ("bob", ""): ""}


def test_the_content_tells_the_exercise_where_the_name_does_not(tmp_path):
    text = json.dumps(learner.notebook(TWO))
    assert set(found(write(tmp_path, {"ada/homework.ipynb": text}))) == {("ada", TWO)}
    assert set(found(write(tmp_path, {"ada/homework.ipynb": "{}"}))) == {("ada", "")}


def test_links_are_not_followed(tmp_path):
    write(tmp_path / "class", {f"ada/{ONE}.ipynb": "a"})
    write(tmp_path / "secret", {f"{TWO}.ipynb": "solution"})
    (tmp_path / "class" / "ada" / f"{TWO}.ipynb").symlink_to(tmp_path / "secret" / f"{TWO}.ipynb")
    (tmp_path / "class" / "eve").symlink_to(tmp_path / "secret")
    assert found(tmp_path / "class") == {("ada", ONE): "a"}


def test_a_zip_does_not_unfold_without_end(tmp_path):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{ONE}.ipynb", bytes(60_000_000))
    write(tmp_path, {"ada.zip": bomb.getvalue()})
    (one,) = collect(tmp_path)
    assert len(one.data) == 20_000_001


def test_nothing_is_told(tmp_path):
    with pytest.raises(NothingHandedIn, match="holds no notebook"):
        collect(tmp_path)
