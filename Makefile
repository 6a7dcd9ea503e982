# `make help` lists the targets. Each builds what it needs on a fresh machine: Python 3.11 or newer and make are enough.
INVENTORY ?= inventories/midori-cho
OUT ?= output
VENV ?= .venv
JOBS ?= 2
BIN := $(VENV)/bin
export PYTHON

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup setup-dev analyze test test-long accept mutants bench bench-full lint bundle docs screenshots lock clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@printf '\n  Variables: INVENTORY=%s OUT=%s PYTHON=%s VENV=%s JOBS=%s ARGS=\n' '$(INVENTORY)' '$(OUT)' '$(or $(PYTHON),python3)' '$(VENV)' '$(JOBS)'

setup: ## Private environment in .venv with what the program needs, from hash-pinned locks
	@tools/venv.sh $(VENV) run

setup-dev:
	@tools/venv.sh $(VENV) dev

analyze: setup ## Report on INVENTORY into OUT/<body id>/ (index.html, report.xlsx, papers, …)
	@$(BIN)/python -m readiness analyze "$(INVENTORY)" --out "$(OUT)" $(ARGS)

test: setup-dev ## All tests but the long ones (minutes)
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

test-long: setup-dev ## The long tests only
	@$(BIN)/python -m pytest -m long $(ARGS)

accept: setup-dev ## Outputs of the three towns, their schemas, the help of all commands: what they are now becomes what is pinned
	@PYTHONPATH=. $(BIN)/python tools/cli_surface.py
	@PYTHONPATH=. $(BIN)/python tools/towns.py

mutants: setup-dev ## Do the tests notice the faults of tests/mutants.yaml? Many minutes; ARGS="--only readiness/money"
	@PYTHONPATH=. $(BIN)/python tools/mutants.py --jobs $(JOBS) $(ARGS)

bench: setup-dev ## Measure against the targets, a few minutes
	@$(BIN)/python -m bench $(ARGS)

bench-full: setup-dev ## Every published instance and the nation: hours
	@$(BIN)/python -m bench --full $(ARGS)

lint: setup-dev ## Style, layers, types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy

# WINDOWS_PYTHON: the official embeddable zip, to be packed into the kit of its version; WINDOWS_PYTHON_SHA256 as published.
bundle: setup-dev ## Offline kits for Windows and Linux PCs without internet, one a Python version, into dist/
	@$(BIN)/python tools/bundle.py $(if $(WINDOWS_PYTHON),--windows-python "$(WINDOWS_PYTHON)" --sha256 "$(WINDOWS_PYTHON_SHA256)") $(ARGS)

docs: setup-dev ## Parts of the documents that are made by the program, and the offline site in OUT/site
	@for part in facts_page make_inventory_doc make_rule_docs make_example_ledger readme_parts commands_page names_page; do \
		PYTHONPATH=. $(BIN)/python tools/$$part.py || exit 1; done
	@$(BIN)/python tools/make_site.py --out "$(OUT)/site"

screenshots: setup-dev ## Pictures of the guide, from the sample's report (needs Chromium)
	@PYTHONPATH=. $(BIN)/python tools/screenshots.py

# One lock for all platforms and Pythons; dev takes run's versions. No address of a package index is written.
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate --group build
lock: setup-dev ## Write requirements/*.txt anew from pyproject.toml (ARGS=--upgrade for newer versions)
	@$(COMPILE) $(ARGS) --output-file requirements/run.txt
	@$(COMPILE) $(ARGS) --group dev --extra portfolio --extra cluster --constraints requirements/run.txt --output-file requirements/dev.txt

clean: ## Remove what the other targets made, except .venv
	@rm -rf output dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name .venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
