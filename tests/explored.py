"""What tests do with an explorer: tell it what a learner does, and read what it shows."""


def receive(explorer, do, *rest):
    explorer._receive(None, {"do": do, "with": list(rest)}, None)
    return explorer.view


def parts(explorer):
    """Return all grids and pictures, also those in columns."""
    return [one for part in explorer.view["parts"] for one in part.get("parts", [part])]


def grid(explorer, key):
    return next(part for part in parts(explorer) if part["key"] == key)


def texts(explorer, key="output"):
    return [[cell["text"] for cell in row] for row in grid(explorer, key)["cells"]]


def kinds(explorer, key):
    """Return the places of cells that look special, with their look."""
    rows = grid(explorer, key)["cells"]
    return {
        (i, j): cell["kind"]
        for i, row in enumerate(rows)
        for j, cell in enumerate(row)
        if "kind" in cell
    }


def numbers(explorer, key="output"):
    """Return the numbers that a grid shows, without its padding."""
    rows = [
        [
            float(cell["text"].replace("−", "-"))
            for cell in row
            if "padding" not in cell.get("name", "")
        ]
        for row in grid(explorer, key)["cells"]
    ]
    return [row for row in rows if row]


def control(explorer, name):
    return next(control for control in explorer.view["controls"] if control["name"] == name)


def ask(explorer, *place):
    """Make the quiz ask for a place."""
    explorer.quiz = True
    explorer._place = place
    return lambda text: receive(explorer, "answer", text)["question"]
