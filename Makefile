PYTHON ?= python3
VENV := .venv
# Two workers for each core: many tests wait for the app rather than compute.
PYTEST ?= --dist worksteal -n $(shell $(PYTHON) -c "import os; print(2 * (os.cpu_count() or 1))")
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.run-ready
TEST_READY := $(VENV)/.test-ready

.PHONY: help run install test check tests bench screenshots audit licences pins clean
.DEFAULT_GOAL := help

help:  ## say what can be done
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(RUN_READY)  ## install what is needed, then run (with no tokens set: a local Slack with a sample company)
	@$(BIN)/python -m bot start

install: $(RUN_READY)  ## install what is needed to run, and run nothing
	$(BIN)/python -m compileall -q bot career hris measuring sandbox storage

test: check tests  ## install what is needed, then check and test everything

check: $(TEST_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

tests: $(TEST_READY)
	$(BIN)/pytest $(PYTEST)

bench: $(TEST_READY)  ## measure, each figure beside its yardstick
	$(BIN)/python -m bench

screenshots: $(TEST_READY)  ## take the pictures of the README anew (needs Chromium)
	$(BIN)/python -m tests.page.screenshots

audit: $(TEST_READY)  ## look for known vulnerabilities in what is pinned (skipped loudly without a network)
	@$(BIN)/python -m supply.audit

licences: $(TEST_READY)  ## list anew under which licences everything is
	$(BIN)/python -m supply.licences > docs/licences.md

pins: $(TEST_READY)  ## pin the requirements anew (a maintainer's job)
	$(BIN)/uv pip compile pyproject.toml --extra sandbox --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-strip-extras --upgrade --output-file requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml --extra sandbox --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-strip-extras --upgrade \
	  --constraint requirements/run.txt --output-file requirements/test.txt

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Coxswain needs Python 3.11 or newer: make run PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(RUN_READY): requirements/run.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

$(TEST_READY): requirements/test.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@ $(RUN_READY)

clean:  ## remove what was installed and made here
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
