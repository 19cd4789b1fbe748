# Sets the course up and runs it. `make` alone lists what it can do.
# It works with GNU make 3.81 too, which macOS brings.

PYTHON ?= python3
VENV ?= .venv
# What `make test` installs beside the course: groups of pyproject.toml, with commas between.
EXTRAS ?= test,site
# A pip constraints file, to install other versions than the newest.
CONSTRAINTS ?=
# Which tests, by their marks; none given are all.
MARKS ?=
ARGS ?=

# Tests start hundreds of Pythons. Each takes twice as long if none keeps what it has compiled.
unexport PYTHONDONTWRITEBYTECODE

# One worker more than there are cores, because tests of kernels and browsers often wait.
PYTEST_XDIST_AUTO_NUM_WORKERS ?= $(shell expr $$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN) + 1)
export PYTEST_XDIST_AUTO_NUM_WORKERS

# The same as requires-python in pyproject.toml.
PYTHONS := 3.11 3.12 3.13

comma := ,
IN_VENV := $(VENV)/bin/python
PLACE := $(VENV)/.place
COURSE := $(VENV)/.installed
TESTS := $(VENV)/.installed-$(subst $(comma),+,$(EXTRAS))
SPHINX := $(VENV)/.installed-site
# Where `make site` writes.
SITE ?= site

# An environment works only in the folder where it was made, and only while the Python that made
# it is there. `.place` holds that folder. If either is gone, everything is made again.
ifneq ($(shell { "$(IN_VENV)" -c "" && cat "$(PLACE)"; } 2>/dev/null),$(CURDIR))
.PHONY: $(PLACE) $(COURSE) $(TESTS) $(SPHINX)
endif

.PHONY: help lab check site set-up test clean

help:
	@echo "make lab                     set everything up and open the course in JupyterLab"
	@echo "make lab ARGS=--no-browser   the same, without opening a browser"
	@echo "make check                   check your exercises (ARGS=01 for exercise 01 only)"
	@echo "make site                    make the course as a website, in the folder site"
	@echo "make test                    run all tests of the course itself"
	@echo "make clean                   remove the environment and caches; your work stays"
	@echo ""
	@echo "If python3 is not 3.11, 3.12 or 3.13, name one: make lab PYTHON=python3.12"

lab: $(COURSE)
	@"$(VENV)/bin/course" lab $(ARGS)

# 1 means that an answer is not right yet, which is no error of make's.
check: $(COURSE)
	@"$(VENV)/bin/course" check $(ARGS) || [ $$? -eq 1 ]

site: $(SPHINX)
	"$(VENV)/bin/course" site "$(SITE)" $(ARGS)

# What `make test` does first.
set-up: $(TESTS)

test: $(TESTS)
	"$(IN_VENV)" -m ruff check .
	"$(IN_VENV)" -m ruff format --check .
	"$(VENV)/bin/lint-imports"
	"$(IN_VENV)" -m mypy
	"$(IN_VENV)" -m pytest -n auto --dist loadgroup -m "$(MARKS)"
	"$(IN_VENV)" -m pytest --nbval -n auto --dist loadfile notebooks solutions

# What a learner wrote (exercises, .course) is not in this list, and must never be.
clean:
	@if [ -f "$(VENV)/pyvenv.cfg" ]; then rm -rf "$(VENV)"; fi
	rm -rf .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find course_lib tests -name __pycache__ -type d -prune -exec rm -rf {} +

# While pip runs, `.place` is away: after an interrupted run everything is made again.
$(TESTS): GROUPS := [$(EXTRAS)]
$(SPHINX): GROUPS := [site]
$(COURSE) $(TESTS) $(SPHINX): pyproject.toml $(CONSTRAINTS) | $(PLACE)
	@rm "$(PLACE)"
	"$(IN_VENV)" -m pip install --disable-pip-version-check $(if $(CONSTRAINTS),-c "$(CONSTRAINTS)") -e ".$(GROUPS)"
	@touch "$@"
	@echo "$(CURDIR)" > "$(PLACE)"

$(PLACE):
	@"$(PYTHON)" -c "" 2>/dev/null || { \
	  echo "There is no working $(PYTHON). Install one of Python $(PYTHONS)."; \
	  echo "If you have one under another name, name it: make lab PYTHON=python3.12"; \
	  exit 1; }
	@"$(PYTHON)" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] not in sys.argv[1:])" $(PYTHONS) || { \
	  echo "$(PYTHON) is $$("$(PYTHON)" --version 2>&1). The course needs one of Python $(PYTHONS)."; \
	  echo "If you have one under another name, name it: make lab PYTHON=python3.12"; \
	  exit 1; }
	@"$(PYTHON)" -c "import ensurepip, venv" 2>/dev/null || { \
	  echo "$(PYTHON) cannot make environments: its module ensurepip or venv is missing."; \
	  echo "On Debian and Ubuntu this helps: sudo apt install python3-venv"; \
	  exit 1; }
	@[ ! -e "$(VENV)" ] || [ -f "$(VENV)/pyvenv.cfg" ] || { \
	  echo "$(VENV) is there, but is no Python environment. Move it away and try again."; \
	  exit 1; }
	"$(PYTHON)" -m venv --clear "$(VENV)"
	@echo "$(CURDIR)" > "$@"
