# marsad: `make demo` codes the example reports, `make test` passes the tests. Everything else is for developers.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.PHONY: demo test lint types floors bench-quality bench bench-store bench-watch check clean

$(VENV)/.ready: pyproject.toml uv.lock
	@echo "marsad: making the environment in $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.5"
	@UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/python -m uv sync --frozen --quiet --inexact
	@touch $@

demo: $(VENV)/.ready
	@$(BIN)/marsad code examples/reports --to table

test: $(VENV)/.ready
	@$(BIN)/python -m pytest -p no:cacheprovider

lint: $(VENV)/.ready
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .

types: $(VENV)/.ready
	@$(BIN)/mypy

bench-quality: $(VENV)/.ready
	@$(BIN)/python quality/check.py --shared $(SHARED)

floors: bench-quality

bench: $(VENV)/.ready
	@$(BIN)/python benchmarks/coding.py --shared $(SHARED)
	@$(BIN)/python -m benchmarks.reading

bench-watch: $(VENV)/.ready
	@$(BIN)/python -m benchmarks.watch

bench-store: $(VENV)/.ready
	@$(BIN)/python benchmarks/store.py --shared $(SHARED) --postgres

check: test lint types floors
	@$(BIN)/marsad lexicon check

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
