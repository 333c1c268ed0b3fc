# Commands of the project; `make help` lists them. Nothing but Python ≥ 3.11 and make has to be installed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PORT

.DEFAULT_GOAL := help
.PHONY: help run test check lint types layers migrations messages templates deployment clean screenshots bench

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python has no ensurepip. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Making the virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.packages: $(VENV)/.made requirements.txt
	@echo "Installing the packages of requirements.txt"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.development: $(VENV)/.packages requirements-dev.txt
	@echo "Installing the packages of requirements-dev.txt"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: $(VENV)/.packages ## prepare everything the first time, then serve the site with its workers
	@mkdir -p var
	@$(BIN)/python tools/compile_messages.py
	@$(BIN)/python manage.py serve --prepare --port $(PORT)

FAST ?=
test: $(VENV)/.development ## the test suite; FAST=1 without browser and faults, REQUIRE_ALL=1 fails on a skip
	@mkdir -p var
	@$(BIN)/python tools/compile_messages.py
	@$(BIN)/python -m pytest $(if $(FAST),-m "not browser and not faults") $(PYTEST)

check: lint types layers migrations messages templates deployment ## everything that can be said without running the tests

lint: $(VENV)/.development
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python tools/check_lengths.py

types: $(VENV)/.development
	@$(BIN)/mypy caravana_site practices events home tools

layers: $(VENV)/.development
	@$(BIN)/lint-imports

migrations: $(VENV)/.development
	@mkdir -p var
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@case "$$DATABASE_URL" in postgres*) DJANGO_SETTINGS_MODULE=caravana_site.settings.test $(BIN)/python manage.py lintmigrations --no-cache --quiet ok --ignore-initial-migrations --project-root-path . --include-apps common search practices events home ;; *) echo "Migrations: only compared with the models. With DATABASE_URL of a PostgreSQL they are linted too; SQLite makes a table anew for each change, so that all look dangerous." ;; esac

messages: $(VENV)/.development
	@$(BIN)/python tools/check_messages.py
	@$(BIN)/python tools/upstream_messages.py --check

# One template is left out: an outline of 30 KB on one line, written by tools/build-map.mjs, that neither tool can read.
templates: $(VENV)/.development
	@git ls-files '*.html' ':!*/map_land.html' | xargs $(BIN)/djhtml --check --tabwidth 4 || { echo "Templates: run djhtml --tabwidth 4"; exit 1; }
	@git ls-files '*.html' ':!*/map_land.html' | xargs $(BIN)/curlylint --parse-only

deployment: $(VENV)/.development
	@$(BIN)/python tools/check_deployment.py

clean: ## remove the virtual environment and var/, with the trial database and its files
	@rm -rf $(VENV) var

SITE ?= http://127.0.0.1:$(PORT)
screenshots: $(VENV)/.development ## pictures of every page and state of the running site, into var/screenshots/
	@$(BIN)/python tools/screenshots.py $(SITE)

bench: $(VENV)/.development ## how long each page takes with 10,000 practices; needs DATABASE_URL of a PostgreSQL, and makes <name>_bench beside it
	@mkdir -p var
	@$(BIN)/python tools/compile_messages.py
	@$(BIN)/python tools/bench.py
