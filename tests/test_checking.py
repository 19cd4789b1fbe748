"""Odd notebooks, from start to end: the marks that the answers deserve, and a clear message."""

import pytest
from helpers import homework

from course_lib.grading.check import check
from course_lib.grading.feedback import as_html, as_lines, tell
from course_lib.grading.hints import hints_of
from course_lib.grading.recognise import exercise_in
from course_lib.grading.transplant import read_cells

pytestmark = pytest.mark.usefixtures("references_found_once")
wording = pytest.mark.once  # depends on no version
NAME = "01_max_pooling"
LOOP = "while True:\n    pass"


@pytest.fixture
def solved():
    return homework.solutions(NAME)


@pytest.fixture
def judged(tmp_path):
    def judged(answers, change=lambda document: document, solution=True, seconds=10):
        document = change(homework.fill(homework.notebook(NAME), answers))
        path = homework.save(tmp_path, NAME, document)
        return check(path, homework.solution_path(NAME) if solution else None, 4, seconds)

    return judged


def points(result):
    return {task.task.key: task.points for task in result.tasks}


def told(result, key):
    found = telling(result, key)
    return "\n".join(as_lines(found)) if found else ""


def telling(result, key):
    task = next(task for task in result.tasks if task.task.key == key)
    return tell(task, result.seed, hints_of(NAME).get(key, []))


def statuses(result):
    return {task.task.key: task.status for task in result.tasks}


def test_a_syntax_error_costs_its_own_task_only(judged, solved):
    result = judged({**solved, "5": "def max_pool_batch(:"})
    assert points(result) == {**dict.fromkeys("1234", 2), "5": 0}
    assert "SyntaxError: invalid syntax (line 1 of its cell)" in told(result, "5")


@pytest.mark.parametrize("end", [LOOP, "import os\nos._exit(1)"], ids=["loop", "exit"])
def test_an_answer_that_does_not_end_costs_its_own_task_only(judged, solved, end):
    result = judged({**solved, "2": end, "4": solved["4"] + "\n" + solved["2"]}, seconds=3)
    assert points(result) == {**dict.fromkeys("1345", 2), "2": 0}
    assert "Look for a loop that never ends" in told(result, "2")


def test_python_ended_after_a_right_answer_costs_nothing(judged, solved):
    def end(document):
        place = document["cells"].index(homework.answer_cell(document, "2")) + 1
        document["cells"].insert(place, homework.code_cell("exit()"))
        return document

    alone = {**solved, "4": "\n".join(solved[key] for key in "432")}  # takes nothing from task 2
    assert points(judged(alone, end)) == dict.fromkeys("12345", 2)


def test_a_module_of_ones_own_can_be_imported(judged, solved):
    text = "open('mine.py', 'w').write('five = 5')\nimport mine\nassert mine.five == 5\n"
    assert points(judged({**solved, "3": text + solved["3"]})) == dict.fromkeys("12345", 2)


def test_a_function_that_does_not_end_costs_those_who_call_it(judged, solved):
    result = judged(
        {**solved, "3": "def same_padding(*a):\n    while True:\n        pass"}, seconds=3
    )
    assert statuses(result)["3"] == "endless"
    assert points(result) == {"1": 2, "2": 2, "3": 0, "4": 2, "5": 2}
    assert "With the right same_padding in its place" in " ".join(told(result, "4").split())


@wording
def test_a_print_that_was_left_in_is_told(judged, solved):
    chatty = solved["5"].replace("    return out", "    print('debug')\n    return out")
    result = judged({**solved, "5": chatty})
    assert points(result)["5"] == 2
    assert "Your code prints: debug. That costs nothing" in told(result, "5")


@wording
def test_a_name_in_a_comment_is_no_use_of_a_task(judged, solved):
    own = solved["4"].replace("return max_pool(", "return 0 * np.array(").split("\n", 1)
    text = "# as max_pool, but with padding\n" + own[1].replace("padded, size, stride", "padded")
    result = judged({**solved, "2": "def max_pool(*a):\n    return 0", "4": text})
    assert "It uses" not in told(result, "4")


def test_names_that_look_like_markers_stay_as_they_are(judged, solved):
    text = f"MY_NBVAL_X = 1\n## NBVAL_SKIP\n{solved['3']}"
    assert points(judged({**solved, "3": text})) == dict.fromkeys("12345", 2)


def test_markers_of_nbval_have_no_effect(judged, solved):
    marked = {key: f"# NBVAL_IGNORE_OUTPUT\n# NBVAL_SKIP\n{text}" for key, text in solved.items()}
    assert points(judged(marked)) == dict.fromkeys("12345", 2)
    wrong = "# NBVAL_IGNORE_OUTPUT\n# NBVAL_RAISES_EXCEPTION\ndef max_pool(*a):\n    return 0"
    assert points(judged({**solved, "2": wrong}))["2"] == 0


@wording
def test_without_solutions_the_public_checks_decide(judged, solved):
    result = judged({**solved, "3": "def same_padding(*a):\n    return 0, 1"}, solution=False)
    assert result.seed is None
    assert points(result) == {"1": 2, "2": 2, "3": 0, "4": 0, "5": 2}


@wording
def test_a_failure_shows_what_was_expected_and_what_came(judged, solved):
    result = judged({**solved, "1": "by_hand = [[3, 4], [2, -3]]\nsame_shape = (8, 3, 4, 3)"})
    text = told(result, "1")
    assert "yours\n     3   4\n     2* -3" in text
    assert "-1" not in text  # what is right is not given away
    assert "Likely reason, for same_shape: That is the shape under VALID. SAME rounds up." in text


@wording
def test_numbers_that_differ_are_marked(judged, solved):
    wrong = solved["2"].replace("    return out", "    out[0, 0] += 1\n    return out")
    result = judged({**solved, "2": wrong})
    assert "right" in told(result, "2")
    assert " 1*" in told(result, "2")
    page = as_html(telling(result, "2"))
    assert '<td class="wrong">✗ 1</td>' in page
    assert 'aria-label="yours; marked row 0, column 0: 1"' in page


@wording
def test_parts_of_a_prediction_earn_their_share(judged, solved):
    result = judged({**solved, "1": "by_hand = [[3, 4], [-1, -3]]\nsame_shape = (1, 2, 3, 4)"})
    assert points(result)["1"] == 1
    assert result.points == 9


@wording
def test_the_hint_that_helps_is_named(judged, solved):
    wrong = solved["2"].replace("y * stride, x * stride", "y, x")
    assert "This may help: Hint 2: where a window starts." in told(
        judged({**solved, "2": wrong}), "2"
    )


@wording
def test_an_argument_that_is_changed_costs_the_points(judged, solved):
    wrong = solved["2"].replace("    return out", "    image[:] = 0\n    return out")
    result = judged({**solved, "2": wrong})
    assert points(result) == {**dict.fromkeys("1345", 2), "2": 0}
    assert "The function changes its argument image" in told(result, "2")


def test_rounding_of_a_fourier_transform_costs_nothing(tmp_path):
    answer = """def correlate(image, kernel):
    (h, w), (kh, kw) = image.shape, kernel.shape
    size = (h + kh - 1, w + kw - 1)
    turned = np.fft.rfft2(kernel[::-1, ::-1], size)
    return np.fft.irfft2(np.fft.rfft2(image, size) * turned, size)[kh - 1 : h, kw - 1 : w]
"""
    name = "02_convolution"
    document = homework.fill(homework.notebook(name), {"2": answer})
    result = check(homework.save(tmp_path, name, document), homework.solution_path(name), 4)
    assert points(result)["2"] == 2


def test_right_numbers_in_an_array_of_objects_or_in_lists_are_right(judged, solved):
    for made in ("out.astype(object)", "out.tolist()", "np.matrix(out)"):
        result = judged({**solved, "2": solved["2"].replace("return out", f"return {made}")})
        assert points(result)["2"] == 2, made
    assert "array of objects" not in told(result, "2")


def test_a_function_to_mend_may_not_call_the_one_of_another_task(tmp_path):
    name = "06_transposed_convolution"
    answers = {**homework.solutions(name), "4": "def slide(*given):\n    return stamp(*given)"}
    document = homework.fill(homework.notebook(name), answers)
    result = check(homework.save(tmp_path, name, document), homework.solution_path(name), 4)
    assert points(result) == {**dict.fromkeys("1235", 2), "4": 0}
    assert "must not call stamp." in "\n".join(as_lines(tell(result.tasks[3], 4)))


def test_what_a_check_prints_cannot_be_printed_beforehand(judged, solved):
    wrong = solved["2"].replace(
        "    return out", "    print('2×2, stride 2: [[0, 1, 3], [1, 1.5, 3]]')\n    return out + 1"
    )
    assert points(judged({**solved, "2": wrong}))["2"] == 0


@wording
def test_a_hidden_check_shows_its_seed_and_its_code(judged, solved):
    fitted = solved["3"].replace(
        "    total =", "    if length > 7:\n        return 1, 1\n    total ="
    )
    text = told(judged({**solved, "3": fitted}), "3")
    assert "TRY 3.2: fresh random numbers, with a small window among them (seed 4)" in text
    assert "SEED = 4\n    rng = np.random.default_rng(SEED)" in text


def test_an_error_shows_the_line_it_happened_in(judged, solved):
    wrong = solved["2"].replace("out[y, x] =", "out[y, x + 9] =")
    text = told(judged({**solved, "2": wrong}), "2")
    assert "IndexError: index 9 is out of bounds" in text
    assert "of its cell: out[y, x + 9] = image[top : top + size, left : left + size].max()" in text


@wording
def test_a_task_that_builds_on_a_wrong_one_says_so(judged, solved):
    result = judged({**solved, "2": solved["2"].replace(".max()", ".mean()")})
    assert "It uses max_pool of task 2, which is not right yet." in told(result, "4")
    assert points(result) == {**dict.fromkeys("1345", 2), "2": 0}
    assert "It uses" not in told(result, "2")
    both = {"2": "def max_pool(*a):\n    return 0", "4": solved["4"].replace("-np.inf", "0")}
    assert "0 beat" in told(judged({**solved, **both}), "4")
    result = judged({**solved, "2": both["2"]}, solution=False)
    assert "which is not right. Fix that one first." in told(result, "4")


@wording
def test_the_line_of_the_stub_left_in_is_told(judged, solved):
    stub = "".join(homework.answer_cell(homework.notebook(NAME), "3")["source"])
    result = judged({**solved, "3": f"{stub}\n    return 0, 0"})
    assert "length 5, window 2, stride 2" in told(result, "3")
    assert ": nothing yet." in told(result, "3")


def test_a_stub_of_an_earlier_copy_is_not_started(judged, solved):
    stub = "".join(homework.answer_cell(homework.notebook(NAME), "3")["source"])
    line = next(line for line in stub.split("\n") if "return ..." in line)
    old = '    raise NotImplementedError("Write your answer here, in place of this line.")'
    assert statuses(judged({**solved, "3": stub.replace(line, old)}))["3"] == "untouched"


def test_a_cell_of_ones_own_begins_no_task(judged, solved):
    def add(text):
        def change(document):
            document["cells"].append(homework.code_cell(text))  # behind the last task
            return document

        return change

    four = {key: solved[key] for key in "1234"}
    assert statuses(judged(four, add("me = 3")))["5"] == "untouched"
    assert statuses(judged(four, add("max_pool_batch = 1")))["5"] != "untouched"


@wording
def test_what_is_not_answered_yet_is_not_given_away(judged):
    result = judged({"1": "by_hand = [[3, 4], [-1, -3]]\nsame_shape = ..."})
    assert "same_shape: nothing yet." in told(result, "1")
    assert "[8, 4, 5, 3]" not in told(result, "1")


def test_an_answer_written_elsewhere_counts(judged, solved):
    def move(document):
        answer = homework.answer_cell(document, "5")
        document["cells"].remove(answer)
        document["cells"].append(homework.code_cell(solved["5"].split("\n", 1)[1]))
        return document

    assert points(judged(solved, move)) == dict.fromkeys("12345", 2)


def test_an_error_in_a_helper_cell_does_not_hide_wrong_numbers(judged, solved):
    def scratch(document):
        place = document["cells"].index(homework.answer_cell(document, "2")) + 1
        document["cells"].insert(place, homework.code_cell("1 / 0"))
        return document

    result = judged({**solved, "2": solved["2"].replace(".max()", ".min()")}, scratch)
    assert statuses(result)["2"] == "wrong"
    assert "You took the smallest number of each window" in told(result, "2")
    assert points(judged(solved, scratch)) == dict.fromkeys("12345", 2)


@wording
def test_a_forgotten_return_is_told(judged, solved):
    result = judged({**solved, "2": "def max_pool(image, size, stride):\n    pass"})
    assert "Your function returned None" in told(result, "2")


@wording
def test_a_long_result_is_shown_from_where_it_differs(judged, solved):
    wrong = solved["5"].replace("    return out", "    out[-1, -1] += 1\n    return out")
    text = told(judged({**solved, "5": wrong}), "5")
    assert "yours [1, :, :, 0]" in text
    assert len(text.split("\n")) < 40


@pytest.mark.parametrize("name", ["my homework", "02_convolution", "Untitled1"])
def test_a_notebook_is_known_by_what_is_in_it(tmp_path, name):
    document = homework.fill(
        homework.notebook("01_max_pooling"), homework.solutions("01_max_pooling")
    )
    result = check(homework.save(tmp_path, name, document))
    assert (result.exercise.name, result.points) == ("01_max_pooling", 10)
    told = ["its name is another's" in note for note in result.notes]
    assert told == ([True] if name == "02_convolution" else [])


@pytest.mark.parametrize("name", homework.NAMES)
def test_handout_and_solution_are_known_without_name_and_metadata(name):
    for path in (homework.ROOT / "exercises", homework.ROOT / "solutions"):
        cells = read_cells(path / f"{name}.ipynb")
        kept = [cell for cell in cells if "check_notebook" not in cell["source"]]
        assert exercise_in(kept) == name
    assert exercise_in(read_cells(homework.ROOT / "notebooks" / f"{name}.ipynb")) == ""
