"""Submissions are found in every shape that teachers get, and the last one counts."""

import functools
import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from helpers import homework

from course_lib.classroom import CannotGrade, files_in
from course_lib.classroom.handed_in import collect
from course_lib.classroom.owners import Owner

ONE, TWO = "01_max_pooling", "02_convolution"


def write(folder, files):
    """Write files, each a second later than the one before it."""
    for number, (name, content) in enumerate(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        os.utime(path, (1000 + number, 1000 + number))
    return folder


def zipped(files, how=zipfile.ZIP_STORED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, (name, content) in enumerate(files.items()):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, number, 0)), content, how)
    return out.getvalue()


def notebook(name, said):
    """Return a notebook of an exercise that says something by which it is known again."""
    document = homework.notebook(name)
    document["metadata"]["said"] = said
    return json.dumps(document)


def said(one):
    """Return what a notebook says; other files say what stands in them."""
    try:
        return json.loads(one.data)["metadata"]["said"]
    except (ValueError, KeyError, TypeError):
        return one.data.decode("utf-8", "replace")


def found(place):
    """Return what counts for each owner and exercise: the last of all copies."""
    last = {}
    ones = collect(place)[0]
    for one in sorted(ones, key=lambda one: (one.attempt, one.when, one.file)):
        last[one.owner.told, one.exercise] = said(one)
    return last


def put_aside(place):
    return {one.file: (one.owner.told, one.reason) for one in collect(place)[1]}


LAYOUTS = {
    "a folder a student": (
        {f"ada/{ONE}.ipynb": "a1", f"ada/{TWO}.ipynb": "a2", f"bob/homework/{ONE}.ipynb": "b1"},
        {("ada", ONE): "a1", ("ada", TWO): "a2", ("bob", ONE): "b1"},
    ),
    "flat files": (
        {f"ada_{ONE}.ipynb": "a", f"{TWO}-bob.ipynb": "b", f"Eve Ng - {ONE}.ipynb": "e"},
        {("ada", ONE): "a", ("bob", TWO): "b", ("Eve Ng", ONE): "e"},
    ),
    "canvas": (
        {
            f"lovelaceada_4711_99_{ONE}.ipynb": "first",
            f"lovelaceada_LATE_4711_100_{ONE}-1.ipynb": "second",
            f"bob_12_101_{ONE}-2.ipynb": "b2",
            f"bob_12_102_{ONE}-1.ipynb": "b1",
        },
        {("lovelaceada 4711", ONE): "second", ("bob 12", ONE): "b2"},
    ),
    "one zip of canvas": (
        {"lovelace_12_34_work.zip": zipped({f"{ONE}.ipynb": "l"})},
        {("lovelace 12", ONE): "l"},
    ),
    "a folder an exercise, names of canvas": (
        {f"{ONE}/ada_1_2_work.ipynb": "a1", f"{TWO}/ada_1_3_work.ipynb": "a2"},
        {("ada 1", ONE): "a1", ("ada 1", TWO): "a2"},
    ),
    "a folder around folders": (
        {f"class 7/ada/{ONE}.ipynb": "a", f"class 7/bob/{ONE}.ipynb": "b"},
        {("ada", ONE): "a", ("bob", ONE): "b"},
    ),
    "a folder around flat files": (
        {f"class 7/ada_{ONE}.ipynb": "a", f"class 7/bob_{ONE}.ipynb": "b"},
        {("ada", ONE): "a", ("bob", ONE): "b"},
    ),
    "moodle": (
        {
            f"Ada Lovelace_4711_assignsubmission_file_/{ONE}.ipynb": "a",
            f"Bob_12_assignsubmission_file_/{TWO}.ipynb": "b",
        },
        {("Ada Lovelace 4711", ONE): "a", ("Bob 12", TWO): "b"},
    ),
    "no name in a zip makes it another student's": (
        {
            f"ada_999_111_{ONE}.ipynb": "a",
            "mallory_123_456_sub.zip": zipped({f"ada_999_888_{ONE}-99.ipynb": "forged"}),
            f"Ada_1_assignsubmission_file_/{ONE}.ipynb": "A",
            "Eve_2_assignsubmission_file_/x.zip": zipped(
                {f"Ada_1_assignsubmission_file_/{ONE}.ipynb": "forged"}
            ),
        },
        {
            ("ada 999", ONE): "a",
            ("mallory 123", ONE): "forged",
            ("Ada 1", ONE): "A",
            ("Eve 2", ONE): "forged",
        },
    ),
    "files named after students": (
        {f"class/{name}.ipynb": notebook(ONE, name) for name in ("ada", "bob")},
        {("ada", ONE): "ada", ("bob", ONE): "bob"},
    ),
    "numbers of groups are no attempts": (
        {f"{ONE}_group_1.ipynb": "g1", f"{ONE}_group_2.ipynb": "g2", f"ada_{ONE}_v2.ipynb": "a"},
        {("group_1", ONE): "g1", ("group_2", ONE): "g2", ("ada", ONE): "a"},
    ),
    "without numbers the newest counts": (
        {f"ada/b/{ONE}.ipynb": "old", f"ada/a/{ONE}.ipynb": "new", f"bob/{ONE}.ipynb": "b"},
        {("ada", ONE): "new", ("bob", ONE): "b"},
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_last_copy_of_each_student_is_found(layout, tmp_path):
    files, expected = LAYOUTS[layout]
    assert found(write(tmp_path / "class", files)) == expected
    (tmp_path / "class.zip").write_bytes(zipped(files))
    assert found(tmp_path / "class.zip") == expected


def test_the_whole_course_handed_in(tmp_path):
    files = {
        f"ada/exercises/{ONE}.ipynb": notebook(ONE, "mine"),
        f"ada/solutions/{ONE}.ipynb": "not mine",
        f"ada/notebooks/{ONE}.ipynb": (homework.ROOT / "notebooks" / f"{ONE}.ipynb").read_bytes(),
        f"ada/course_lib/grading/released/{ONE}.ipynb": "nor this",
        "ada/course_lib/nn/conv2d.py": "nor this",
        f"ada/exercises/{ONE}.kept-2026-01-01-101010.ipynb": notebook(ONE, "before a reset"),
        f"ada/exercises/.ipynb_checkpoints/{ONE}-checkpoint.ipynb": "nor this",
    }
    assert found(write(tmp_path, files)) == {("ada", ONE): "mine"}
    assert len(collect(tmp_path)[0]) == 2
    assert {file: reason for file, (_, reason) in put_aside(tmp_path).items()} == {
        f"ada/notebooks/{ONE}.ipynb": "a lesson, not an exercise",
        f"ada/solutions/{ONE}.ipynb": "a lesson, not an exercise",
        "ada/course_lib/": "the course itself (2 files)",
        "ada/exercises/.ipynb_checkpoints/": "what Jupyter puts aside meanwhile (1 files)",
    }


def test_copies_have_their_numbers(tmp_path):
    files = {f"ada/{ONE}{copy}.ipynb": f"{ONE}{copy}" for copy in (" (2)", "", " (1)")}
    ones = collect(write(tmp_path, files))[0]
    numbers = {said(one): one.attempt for one in ones}
    assert numbers == {ONE: 0, f"{ONE} (1)": 1, f"{ONE} (2)": 2}


def test_the_content_tells_the_exercise_whatever_the_name(tmp_path):
    files = {"ada/homework.ipynb": notebook(TWO, "a"), f"bob/{ONE}.ipynb": notebook(TWO, "b")}
    files |= {f"eve/{ONE}.ipynb.txt": notebook(ONE, "e"), "fred/x.json": notebook(ONE, "f")}
    expected = {("ada", TWO): "a", ("bob", TWO): "b", ("eve", ONE): "e", ("fred", ONE): "f"}
    assert found(write(tmp_path, files)) == expected
    notes = {one.owner.name: one.notes for one in collect(tmp_path)[0]}
    assert notes["bob"] == (f"Its name is that of {ONE}, but it holds {TWO}.",)
    assert notes["ada"] == ()


def test_every_file_that_is_not_used_is_told_with_the_reason(tmp_path):
    archive = "an archive of a kind that is not opened: ask for a zip, or the notebook"
    expected = {
        f"ada_{ONE}.py": ("ada", "a script, not the notebook"),
        f"bob/{ONE}.pdf": ("bob", "a printed page, not the notebook"),
        f"eve_12_34_{ONE}.tar.gz": ("eve 12", archive),
        "fred/a.ipynb": ("fred", "it can't be read as a notebook"),
        "gil/b.ipynb": ("gil", "no exercise of this course"),
        "list.xlsx": ("list", "not a notebook"),
        "hal/notes.txt": ("hal", "not a notebook"),
    }
    empty = {"fred/a.ipynb": "{}", "gil/b.ipynb": json.dumps({"cells": []})}
    write(tmp_path, {**dict.fromkeys([*expected, "hal/.DS_Store"], "x"), **empty})
    (tmp_path / "ivy").mkdir()
    assert found(tmp_path) == {}
    assert put_aside(tmp_path) == {**expected, "ivy/": ("ivy", "an empty folder")}
    sure = {one.file: one.sure for one in collect(tmp_path)[1]}
    assert not sure["list.xlsx"]
    assert sum(sure.values()) == len(sure) - 1


def test_one_notebook_and_one_students_folder(tmp_path):
    write(tmp_path / "class", {f"ada/{ONE}.ipynb": notebook(ONE, "a"), f"ada/{TWO}.ipynb": "b"})
    assert found(tmp_path / "class" / "ada") == {("ada", ONE): "a", ("ada", TWO): "b"}
    one = tmp_path / "class" / "ada" / f"{ONE}.ipynb"
    ((alone,), unused) = collect(one, Owner("ada"))
    assert (alone.owner, alone.exercise, unused) == (Owner("ada"), ONE, [])


def test_links_are_not_followed(tmp_path):
    write(tmp_path / "class", {f"ada/{ONE}.ipynb": "a"})
    write(tmp_path / "secret", {f"{TWO}.ipynb": "solution"})
    (tmp_path / "class" / "ada" / f"{TWO}.ipynb").symlink_to(tmp_path / "secret" / f"{TWO}.ipynb")
    (tmp_path / "class" / "eve").symlink_to(tmp_path / "secret")
    assert found(tmp_path / "class") == {("ada", ONE): "a"}
    assert {reason for _, reason in put_aside(tmp_path / "class").values()} == {
        "a link, which is not followed"
    }


def test_a_zip_does_not_unfold_without_end(tmp_path):
    bomb = zipped({f"{ONE}.ipynb": bytes(60_000_000)}, zipfile.ZIP_DEFLATED)
    write(tmp_path, {"ada.zip": bomb})
    ((one,), _) = collect(tmp_path)
    assert len(one.data) == 20_000_001


def test_a_damaged_zip_costs_the_others_nothing(tmp_path):
    good = zipped({f"{ONE}.ipynb": "x"})
    name = ONE.encode()
    utf8 = good.replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x08"
    )
    later = bytearray(good)
    later[later.index(b"PK\x01\x02") + 6] = 99
    files = {
        "ada.zip": good,
        "bob.zip": utf8.replace(name, b"\xff" * len(name)),
        "eve.zip": bytes(later),
        "fred.zip": b"PK damaged",
    }
    assert utf8 != good
    assert found(write(tmp_path, files)) == {("ada", ONE): "x"}
    aside = put_aside(tmp_path)
    assert set(aside) == {"bob.zip", "eve.zip", "fred.zip"}
    assert aside["fred.zip"] == ("fred", "not a zip that can be read")


def test_a_name_that_is_no_text_is_told(tmp_path):
    for name in (b"Andr\xe9", b"Andr\xe8"):
        write(tmp_path / os.fsdecode(name), {f"{ONE}.ipynb": "x", f"{ONE} (1).ipynb": "y"})
    ones = collect(tmp_path)[0]
    assert {one.owner.name for one in ones} == {"Andr\\udce8", "Andr\\udce9"}
    for one in ones:
        (one.owner.name + one.file).encode()


def test_a_file_that_cannot_be_read_costs_the_others_nothing(tmp_path, monkeypatch):
    write(tmp_path, {f"ada/{ONE}.ipynb": "a", f"bob/{ONE}.ipynb": "b"})
    real = Path.open

    def denied(path, *arguments):
        if "bob" in path.parts:
            raise PermissionError
        return real(path, *arguments)

    monkeypatch.setattr(Path, "open", denied)
    assert found(tmp_path) == {("ada", ONE): "a"}
    assert put_aside(tmp_path)[f"bob/{ONE}.ipynb"] == ("bob", "it can't be read (PermissionError)")


def test_only_what_python_unpacks_in_steps_is_unpacked(tmp_path):
    packed = zipped({f"{ONE}.ipynb": "x"}, zipfile.ZIP_BZIP2)
    assert found(write(tmp_path, {"ada.zip": packed})) == {}
    assert "packed in a way" in put_aside(tmp_path)[f"ada/{ONE}.ipynb"][1]


@pytest.mark.parametrize("as_zip", [False, True])
def test_no_zip_fills_the_memory(tmp_path, as_zip, monkeypatch):
    small = functools.partial(files_in._Budget, files=3, size=250)
    monkeypatch.setattr(files_in, "_Budget", small)
    many = zipped({f"{k}/{ONE}.ipynb": "x" for k in range(5)})
    large = zipped({f"{k}.zip": zipped({f"{ONE}.ipynb": bytes(100)}) for k in range(2)})
    files = {"ada.zip": many, "bob.zip": large}
    files |= {f"c{k}/{ONE}.ipynb": bytes(100) for k in range(4)}
    place = write(tmp_path / "class", files)
    if as_zip:
        place = tmp_path / "class.zip"
        place.write_bytes(zipped(files))
    ones, aside = collect(place)
    assert [one.owner.name for one in ones].count("ada") == 3
    assert ("ada", "too much in one zip: the rest was not read") in [
        (one.owner.name, one.reason) for one in aside
    ]
    assert sum(len(one.data) for one in ones if one.owner.name == "bob") <= 250
    assert {one.owner.name for one in ones} >= {"c0", "c1", "c2", "c3"}


def test_what_is_no_place_is_told(tmp_path):
    assert collect(tmp_path) == ([], [])
    with pytest.raises(CannotGrade, match="is not there"):
        collect(tmp_path / "nowhere")
    (tmp_path / "class.rar").write_bytes(b"x")
    with pytest.raises(CannotGrade, match="is no folder, zip or notebook"):
        collect(tmp_path / "class.rar")


def test_names_in_a_zip_are_utf8_though_it_does_not_say_so(tmp_path):
    name = f"Chloé Müller/{ONE}.ipynb"
    marked = bytearray(zipped({name: "mine"}))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.index(sign)
        marked[at + offset + 1] &= 0xFF ^ 0x08  # without the flag that says UTF-8
    (tmp_path / "class.zip").write_bytes(marked)
    assert found(tmp_path / "class.zip") == {("Chloé Müller", ONE): "mine"}
