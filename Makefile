# The doors of the repository. Each installs what it needs into .venv first; `make` alone lists them.
# make is a convenience: `uv tool install .` gives the same product.

SHELL := /bin/sh
BIN := $(if $(filter Windows_NT,$(OS)),.venv/Scripts,.venv/bin)
SAMPLE := .sextant/sample

# The first Python that is new enough; where none is, the installer says so.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
INSTALL = $(or $(PYTHON),python3) .ci/install.py

.DEFAULT_GOAL := help
.PHONY: help run test check bench docs constraints clean install install-dev

help:  ## list the doors
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r door what; do \
		printf '%-18s %s\n' "$$door" "$$what"; done

install:  ## install the product into .venv
	@$(INSTALL)

install-dev:
	@$(INSTALL) --dev

define ask
@printf '\n$$ sextant ask "%s"\n' "$(1)"
@$(BIN)/sextant --home $(SAMPLE) ask "$(1)"
endef

run: install  ## build the graph of the sample, ask it three questions, say how to go on
	@printf '$$ sextant ingest sample\n'
	@$(BIN)/sextant --home $(SAMPLE) ingest sample
	$(call ask,Which models has Qwen released?)
	$(call ask,What licence does Mistral-7B-v0.1 use?)
	$(call ask,Which models are derived from Mistral-7B-v0.1?)
	@printf '\n%s\n' 'The graph of the sample is in $(SAMPLE). To go on:'
	@printf '  %s\n' \
		'$(BIN)/sextant --home $(SAMPLE) ask "..."       ask it more' \
		'$(BIN)/sextant --home $(SAMPLE) entity Qwen     all that is said about one thing' \
		'$(BIN)/sextant --home $(SAMPLE) stop            stop its engine (it also stops when idle)' \
		'$(BIN)/sextant ingest FOLDER                        read your own documents, into ./.sextant' \
		'$(BIN)/sextant --help                               all commands'

test: check  ## install what is missing and run the whole suite, `make check` first
	@$(BIN)/python -m pytest tests -n 2 --dist loadfile --durations 10

check: install-dev  ## ruff, mypy --strict and the import contract
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: install-dev  ## measure it all in one table, some minutes; HOME_DIR=... is searched, ARGS="--only search"
	@$(BIN)/python -m bench $(if $(HOME_DIR),--home $(HOME_DIR)) $(ARGS)

docs: install-dev  ## write the generated pages under docs/ anew
	@$(BIN)/python -m graph.ontology.reference_page
	@$(BIN)/python -m ingest.sources_page

constraints: install-dev  ## move constraints.txt to the newest versions that go together
	@$(BIN)/python .ci/constraints.py
	@$(INSTALL) --dev

clean:  ## remove caches, built packages and the sample's graph; .venv stays
	@if [ -d $(SAMPLE) ] && [ -x $(BIN)/sextant ]; then $(BIN)/sextant --home $(SAMPLE) stop || true; fi
	@rm -rf $(SAMPLE) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find graph ingest qa ui cypher tests bench .ci -name __pycache__ -type d -prune -exec rm -rf {} +
