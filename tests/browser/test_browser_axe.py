"""What axe-core finds in the explorers, pictures and outputs of the lessons, in both themes."""

import pytest

# What is wrong within some parts of the page: each rule with the first node that breaks it. A cell
# of an explorer is called in words what stands in it in signs, so its name may differ.
FOUND = """async (parts) => {
    const include = parts.filter((part) => document.querySelector(part)).map((part) => [part]);
    const { violations, passes } = await axe.run({ include }, { resultTypes: ["violations"] });
    const broken = violations.flatMap((rule) => rule.nodes
        .filter((node) => rule.id !== "label-content-name-mismatch" ||
            !node.html.includes('role="gridcell"'))
        .map((node) => `${rule.id}: ${node.failureSummary} ${node.html}`));
    return [broken, passes.map((rule) => rule.id)];
}"""
# The body of JupyterLab's page is 0 high, so that axe-core would take all for hidden.
VISIBLE = "document.body.style.height = '100vh'"
OUTPUTS = [".jp-OutputArea-output"]


def found(lesson, parts):
    """Return what axe-core finds, and check that it looked at something."""
    lesson.page.evaluate(VISIBLE)
    problems, passes = lesson.page.evaluate(FOUND, parts)
    assert "color-contrast" in passes
    return problems


@pytest.mark.once
@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_axe_finds_nothing_in_outputs_and_explorers(lesson, axe, theme):
    lesson.page.add_script_tag(content=axe)
    lesson.use_theme(theme)
    assert found(lesson, OUTPUTS) == []
    asks = lesson.page.get_by_label("Quiz me", exact=True)
    explorer = lesson.page.locator(".course-explorer").filter(has=asks).first
    quiz = explorer.get_by_label("Quiz me", exact=True)
    quiz.check()
    explorer.locator(".course-quiz input").wait_for()
    try:
        assert found(lesson, [".course-explorer"]) == []
    finally:
        quiz.uncheck()
