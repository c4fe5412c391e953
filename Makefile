# make demo: the whole main job on the January 2018 plan. make test: every check. Both set up all they need.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: demo test check build bench fuzz clean
demo: .venv/demo.ok
	$(BIN)/g2g demo --to demo

test: .venv/test.ok office
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

build: .venv/test.ok
	$(BIN)/g2g build
	$(BIN)/g2g schemas
	$(BIN)/python -m g2g_excel.messages > docs/checks.md

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/demo.ok: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[build]'
	@touch $@

.venv/test.ok: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[build,test]'
	@touch $@ .venv/demo.ok

.PHONY: office
office: ; @sh tests/office/install.sh

clean:
	rm -rf .venv demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
