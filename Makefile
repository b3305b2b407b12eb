# Duizhao 对照. `make demo` to see it, `make test` to trust it, `make help` for the rest.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
INSTALL := deployments/patiently $(BIN)/python -m pip install --disable-pip-version-check --quiet
READY := .venv/.ready
DEMO := build/demo

.PHONY: help setup demo test test-system lint format docs up bench bench-peers flame clean

help:  ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(READY): requirements.lock pyproject.toml
	@echo "==> 1/2 Python environment in .venv ($$($(PYTHON) --version))"
	@$(PYTHON) -m venv .venv
	@echo "==> 2/2 Installing $$(grep -cE '^[a-z0-9]' requirements.lock) locked packages (about two minutes the first time)"
	@$(INSTALL) --no-deps --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

setup: $(READY)  ## Build the environment (.venv) from the lock file

demo: $(READY)  ## Run the main job on samples/ and show what came out
	@samples/demo.sh $(DEMO)

test: $(READY) lint  ## Style, types and all tests but the system ones
	@echo "==> Tests"
	@$(BIN)/pytest -m "not system" --numprocesses logical --dist loadscope

test-system: $(READY)  ## What needs root and Debian packages (installs them): the service, its faults, its pages, soak runs
	@deployments/install-system-packages
	@$(BIN)/pytest -m system --numprocesses 2 --dist loadscope

lint: $(READY)  ## Style and types
	@echo "==> Style (ruff) and types (mypy --strict)"
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy

format: $(READY)  ## Rewrite the code in the project's style
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

docs: $(READY)  ## Regenerate docs/tables.md from the declared tables
	@$(BIN)/python -m storage.docs > docs/tables.md

up: $(READY)  ## The service on this machine: Prefect's pages, schedules, worker, and a watcher on the inbox
	@$(BIN)/duizhao up

bench: $(READY)  ## What it costs: stages, steps, growth (three minutes; BENCH=--long for all, CORPUS=FOLDER)
	@$(BIN)/python -m benchmarks.run $(BENCH) $(if $(CORPUS),--corpus $(CORPUS))

bench-peers: $(READY) .venv-peers/.ready  ## The same, with Ray Data, datatrove, dask.bag, polars and a process pool beside it
	@$(BIN)/python -m benchmarks.run $(BENCH) $(if $(CORPUS),--corpus $(CORPUS)) --peers .venv-peers/bin/python

.venv-peers/.ready: benchmarks/peers/requirements.txt
	@$(PYTHON) -m venv .venv-peers
	@deployments/patiently .venv-peers/bin/python -m pip install --disable-pip-version-check --quiet -r benchmarks/peers/requirements.txt
	@touch $@

flame: $(READY) .venv-peers/.ready  ## A flame graph of one local run on samples/, build/bench/flame.svg
	@mkdir -p build/bench && rm -rf build/bench/flame-lake
	@.venv-peers/bin/py-spy record --output build/bench/flame.svg -- $(BIN)/python -m flows.cli run samples/corpus \
	  --lake build/bench/flame-lake --divisions samples/divisions.csv --executor local || [ $$? -eq 3 ]
	@echo build/bench/flame.svg

clean:  ## Remove the environment and everything built
	@rm -rf .venv .venv-peers build .mypy_cache .ruff_cache .pytest_cache .hypothesis
