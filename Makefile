# `make demo` and `make test` are the two commands; each sets up what it needs by itself.

VENV := .venv
BIN := $(VENV)/bin
BENCH_VENV := .venv-bench
PIP_INSTALL := -m pip --disable-pip-version-check install --quiet

.DEFAULT_GOAL := help
.PHONY: help setup develop demo check test provision bench lock vendor clean

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: $(VENV)/.production ## .venv with the locked dependencies and the command guihang
	@:

develop: $(VENV)/.development ## the same, with what checks and tests need
	@:

demo: setup ## a demonstration town on http://127.0.0.1:8000
	$(BIN)/guihang demo

check: develop ## lint, format, types, the import table, links in docs, borrowed and golden files, rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m deploy.checks.links
	$(BIN)/python -m deploy.checks.assets
	$(BIN)/python -m deploy.checks.golden
	$(BIN)/python -m deploy.checks.legal_rules
	$(BIN)/python -m pytest --quiet tests/architecture

test: check provision ## everything, as CI runs it
	$(BIN)/python -m tests.support.lanes

provision: develop
	$(BIN)/python -m tests.support.provision

bench: provision $(BENCH_VENV)/.installed ## figures against the library's store and bare psycopg2
	$(BENCH_VENV)/bin/python -m tests.benchmarks

lock: ## new lock files, with hashes and without any registry's address
	deploy/setup/lock.sh

vendor: develop ## new copies of the borrowed browser files (needs npm)
	$(BIN)/python -m shared.web.vendoring

clean: ## remove what these tools made, nothing that a running Guihang made
	rm -rf $(VENV) $(BENCH_VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.production: requirements/production.txt pyproject.toml deploy/setup/make_venv.sh
	deploy/setup/make_venv.sh $(VENV)
	$(BIN)/python $(PIP_INSTALL) --require-hashes -r requirements/production.txt
	$(BIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.development: requirements/development.txt $(VENV)/.production
	$(BIN)/python $(PIP_INSTALL) --require-hashes -r requirements/development.txt
	@touch $@

# psycopg 3 stops an eventlet process while it waits (docs/adr/0002), so it has a place of its own.
$(BENCH_VENV)/.installed: requirements/benchmark.txt deploy/setup/make_venv.sh
	deploy/setup/make_venv.sh $(BENCH_VENV)
	$(BENCH_VENV)/bin/python $(PIP_INSTALL) --require-hashes -r requirements/benchmark.txt
	@touch $@
