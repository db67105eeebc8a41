# `make demo` and `make test` are the two commands; each sets up what it needs by itself.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest
HERE := services shared deploy tests

.DEFAULT_GOAL := help
.PHONY: help setup develop demo check test bench lock vendor clean

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: $(VENV)/.production ## .venv with the locked dependencies and the command guihang

develop: $(VENV)/.development ## the same, with what tests and checks need

demo: setup ## a demonstration town on http://127.0.0.1:8000
	$(BIN)/guihang demo

$(VENV)/.production: requirements/production.txt pyproject.toml
	deploy/setup/make_venv.sh $(VENV)
	$(PIP) install --quiet --require-hashes -r requirements/production.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.development: requirements/development.txt $(VENV)/.production
	$(PIP) install --quiet --require-hashes -r requirements/development.txt
	@touch $@

lock: develop ## new lock files, with hashes and without any registry's address
	deploy/setup/lock.sh

clean: ## remove what the tools made, and nothing that a running Guihang made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
