.DEFAULT_GOAL := help
.PHONY: help install install-dev demo test test-host lint format bench messages schema excerpt clean

PORT ?= 8000
DATA ?= .demo
VENV := .venv
BIN := $(VENV)/bin
HOST := .venv-host
# A file's tests stay with one worker: what its module makes is made once. Their order is random;
# `PYTEST_ADDOPTS=--randomly-seed=SEED make test` repeats that of a printed seed.
PYTEST := -m pytest -n 2 --dist loadfile

help:  ## this list
	@sed -n "s/^\\([a-z-]*\\):.*## /\\1\\t/p" $(MAKEFILE_LIST) | expand -t 14

$(BIN)/python:
	@python=$$(PYTHON="$(PYTHON)" sh tools/find_python.sh) && "$$python" -m venv $(VENV)

$(VENV)/installed: pyproject.toml tools/build_backend.py | $(BIN)/python
	@echo "Installing pretalx and the plugin into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[demo]"
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

install: $(VENV)/installed  ## the plugin and pretalx in .venv

install-dev: $(VENV)/installed-dev  ## and what tests and linters need

demo: install  ## the symposium on your machine (PORT=8000 DATA=.demo)
	@$(BIN)/python tools/catalogues.py
	@exec $(BIN)/python -m pretalx_ofa.demo --port "$(PORT)" --data "$(DATA)"

test: install-dev  ## all tests
	@$(BIN)/python tools/catalogues.py
	@PRETALX_DATA_DIR=$$(mktemp -d) PRETALX_NO_INITIAL_LOG=1 $(BIN)/python $(PYTEST)

test-host:  ## all tests on another pretalx (PRETALX=its source tree)
	@test -d "$(PRETALX)/src/pretalx" || { echo "Say where pretalx lies: make test-host PRETALX=../pretalx" >&2; exit 2; }
	@test -x $(HOST)/bin/python || { python=$$(PYTHON="$(PYTHON)" sh tools/find_python.sh) && "$$python" -m venv $(HOST); }
	@echo "Installing pretalx from $(PRETALX) into $(HOST) …"
	@# Our own bound names released versions only: pip would complain of what is meant here.
	@$(HOST)/bin/python -m pip uninstall --quiet --yes pretalx-ofa
	@$(HOST)/bin/python -m pip install --quiet --disable-pip-version-check "$(abspath $(PRETALX))[dev]"
	@$(HOST)/bin/python tools/needs.py | $(HOST)/bin/python -m pip install --quiet --disable-pip-version-check --requirement /dev/stdin
	@$(HOST)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@PRETALX_DATA_DIR=$$(mktemp -d) PRETALX_NO_INITIAL_LOG=1 $(HOST)/bin/python $(PYTEST)

lint: install-dev  ## linters
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@find pretalx_ofa/templates -name "*.html" | xargs $(BIN)/djangofmt --profile django --line-length 120 --check
	@$(BIN)/lint-imports

format: install-dev  ## what the linters would change
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format
	@find pretalx_ofa/templates -name "*.html" | xargs $(BIN)/djangofmt --profile django --line-length 120

bench: install-dev  ## figures as JSON (BENCH_DATA=../shared/data)
	@$(BIN)/python -m benchmarks $(or $(BENCH_DATA),../shared/data)

messages: install-dev  ## brings the translation catalogues up to date
	@$(BIN)/python tools/messages.py
	@$(BIN)/python tools/catalogues.py

schema: install-dev  ## the JSON Schema of programme.json after a change of its records
	@$(BIN)/python tools/schema.py

excerpt: install-dev  ## the registry's excerpt that ships (DUMP=file DATE=of its release)
	@PYTHONPATH=. $(BIN)/python tools/excerpt.py "$(DUMP)" "$(DATE)"

clean:  ## removes what the other targets made
	@rm -rf $(VENV) $(HOST) .demo build dist *.egg-info
