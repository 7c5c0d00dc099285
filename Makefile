# crosscheck: `make help` lists what there is. Each target sets up what it needs in .venv, once.

PORT ?= 8501
JOBS ?=
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11 python,$(if $(shell \
  $(name) -c 'import sys; print(1 if sys.version_info >= (3, 11) else "")' 2>/dev/null),$(name))))

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --progress-bar off --require-hashes --only-binary :all:
LOCK := $(BIN)/uv pip compile pyproject.toml - --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
  --no-emit-index-url --no-annotate --no-header --quiet
EXAMPLE := build/example
KNOWLEDGE := $(shell find seeds data pipeline -type f -not -path '*/__pycache__/*' 2>/dev/null)

.PHONY: help dashboard example test lint browser packaging floors soak bench lock docs screenshots wheel clean
.DELETE_ON_ERROR:

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:.*## /\t/' | expand -t 14

# --- set-up, stamped ------------------------------------------------------------------------------------------------

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "crosscheck needs Python 3.11 or later; name it with: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Making the virtual environment $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: requirements.lock $(VENV)/.made
	@echo "Installing the locked dependencies: once, a few minutes at most"
	@$(PIP) -r requirements.lock
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.run
	@$(BIN)/python -m pip --disable-pip-version-check install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing the locked development tools (once)"
	@$(PIP) -r requirements-dev.lock
	@touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.dev
	@$(PIP) --no-binary docopt -r requirements-bench.lock
	@touch $@

# --- use --------------------------------------------------------------------------------------------------------------

dashboard: $(EXAMPLE)/articles.parquet ## Build the example corpus and serve the dashboard (PORT=8501)
	@$(BIN)/crosscheck dashboard $(EXAMPLE) --port $(PORT)

example: $(EXAMPLE)/articles.parquet ## Build the example corpus into build/example

$(EXAMPLE)/articles.parquet: $(VENV)/.installed $(KNOWLEDGE)
	@$(BIN)/crosscheck build seeds -o $(EXAMPLE) $(if $(JOBS),--jobs $(JOBS))
	@touch $@

# --- proof ------------------------------------------------------------------------------------------------------------

test: $(VENV)/.dev ## Run the tests (ARGS='-k word' to choose)
	@$(BIN)/python -m pytest -n auto --dist loadgroup -m "not browser and not soak and not packaging" $(ARGS)

lint: $(VENV)/.dev ## Check style (ruff), types (mypy) and import rules (import-linter)
	@status=0; for check in "ruff check --output-format concise ." "ruff format --check --output-format concise ." mypy lint-imports; do \
	  echo "== $$check"; $(BIN)/$$check || status=1; done; exit $$status

browser: $(VENV)/.dev ## Drive the dashboard with Chromium (Debian's, or the one named by CHROMIUM)
	@$(BIN)/python -m pytest -m browser $(ARGS)

packaging: $(VENV)/.dev ## Build the wheel, install it into a new environment, run it outside the checkout
	@$(BIN)/python -m pytest -m packaging $(ARGS)

floors: $(VENV)/.dev ## Score the corpora at hand against their floors (ARGS=--update-floors raises them)
	@$(BIN)/python -m tests.eval_gate $(ARGS)

soak: $(VENV)/.dev ## Heavy stress runs
	@$(BIN)/python -m pytest -m soak --timeout 3600 $(ARGS)

bench: $(VENV)/.bench ## Compare with other libraries and measure speed
	@for script in benchmarks/*.py; do test -e "$$script" || { echo "benchmarks/ holds no script" >&2; exit 1; }; \
	  echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

# --- upkeep -----------------------------------------------------------------------------------------------------------

lock: $(VENV)/.dev ## Resolve the dependencies again into the lock files
	@printf 'hatchling\neditables\n' | $(LOCK) -o requirements.lock
	@printf 'hatchling\neditables\n' | $(LOCK) --extra dev -c requirements.lock -o requirements-dev.lock
	@printf 'hatchling\neditables\n' | $(LOCK) --extra bench -c requirements-dev.lock -o requirements-bench.lock

screenshots: $(VENV)/.dev $(EXAMPLE)/articles.parquet ## Take the pictures of docs/screenshots again
	@$(BIN)/python tools/screenshots.py $(EXAMPLE) docs/screenshots

docs: $(VENV)/.dev ## Write docs/tables.md from the schemas
	@$(BIN)/python docs/make_tables.py

wheel: $(VENV)/.dev ## Build the wheel into dist/
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist .

clean: ## Remove what was built (not .venv)
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
