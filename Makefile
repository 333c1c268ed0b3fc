# Commands of the project; `make help` lists them. Nothing but Python ≥ 3.11 and make has to be installed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PORT

.DEFAULT_GOAL := help
.PHONY: help run test check lint types layers migrations messages templates deployment contract clean screenshots bench drill audit audit-tools audit-packages rehearse fuzz-uploads fuzz

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
	@case "$$DATABASE_URL" in postgres*) DJANGO_SETTINGS_MODULE=caravana_site.settings.test $(BIN)/python manage.py lintmigrations --no-cache --quiet ok --ignore-initial-migrations --project-root-path . --include-apps common delivery caravana_translation search practices events caravana_api home ;; *) echo "Migrations: only compared with the models. With DATABASE_URL of a PostgreSQL they are linted too; SQLite makes a table anew for each change, so that all look dangerous." ;; esac

messages: $(VENV)/.development
	@$(BIN)/python tools/check_messages.py
	@$(BIN)/python tools/upstream_messages.py --check

# One template is left out: an outline of 30 KB on one line, written by tools/build-map.mjs, that neither tool can read.
templates: $(VENV)/.development
	@git ls-files '*.html' ':!*/map_land.html' | xargs $(BIN)/djhtml --check --tabwidth 4 || { echo "Templates: run djhtml --tabwidth 4"; exit 1; }
	@git ls-files '*.html' ':!*/map_land.html' | xargs $(BIN)/curlylint --parse-only

deployment: $(VENV)/.development
	@$(BIN)/python tools/check_deployment.py

TYPESCRIPT := tools/typescript
AGAINST ?=
contract: $(VENV)/.development ## what programs are promised: committed schemas and types are current, break nobody, and compile; AGAINST=<commit> compares with it too
	@command -v npm >/dev/null || { echo "Node and npm are needed for the TypeScript types. Debian and Ubuntu: sudo apt install nodejs npm"; exit 1; }
	@test $(TYPESCRIPT)/node_modules -nt $(TYPESCRIPT)/package-lock.json || { npm ci --prefix $(TYPESCRIPT) --ignore-scripts --no-audit --no-fund --silent && touch $(TYPESCRIPT)/node_modules; }
	@$(BIN)/python manage.py api_contract --check $(if $(AGAINST),--against $(AGAINST))
	@$(TYPESCRIPT)/node_modules/.bin/tsc --project $(TYPESCRIPT) || { echo "The types do not compile with tests/contract/consumer.ts: a reader of documents would have to change as well."; exit 1; }
	@echo "Types: compiled with --strict."

clean: ## remove the virtual environment and var/, with the trial database and its files
	@rm -rf $(VENV) var

SITE ?= http://127.0.0.1:$(PORT)
screenshots: $(VENV)/.development ## pictures of every page and state of the running site, into var/screenshots/
	@$(BIN)/python tools/screenshots.py $(SITE)

BENCH ?=
bench: $(VENV)/.development ## how fast the site is as deployed, with 10,000 practices; BENCH="--quick", "--growth", "--rebuild" (docs/benchmark.md)
	@mkdir -p var
	@$(BIN)/python tools/compile_messages.py
	@$(BIN)/python -m tools.bench $(BENCH)

drill: $(VENV)/.development ## kill a PostgreSQL of its own and bring it back from its archive to a moment; touches nothing else
	@$(BIN)/python tools/backup_drill.py

CASES ?= 10000
SEED ?=
fuzz: $(VENV)/.development ## odd requests to the API, oEmbed and the public forms, 10,000 and more; CASES=<number>, SEED=<number> makes the same ones again
	@mkdir -p var
	@$(BIN)/python tools/compile_messages.py
	@CASES=$(CASES) SEED=$(SEED) $(BIN)/python tools/fuzz.py

AUDITS := tools/audits
audit-tools: # what judges pages; the browser tests use the HTML checker as well
	@command -v npm >/dev/null || { echo "Node and npm are needed for Lighthouse and the HTML checker. Debian and Ubuntu: sudo apt install nodejs npm openjdk-17-jre-headless chromium"; exit 1; }
	@test $(AUDITS)/node_modules -nt $(AUDITS)/package-lock.json || { PUPPETEER_SKIP_DOWNLOAD=1 npm ci --prefix $(AUDITS) --ignore-scripts --no-audit --no-fund --silent && touch $(AUDITS)/node_modules; }

audit: $(VENV)/.development audit-tools ## Lighthouse on five pages in both languages, served as in production: 98 of 100 or more; some minutes
	@mkdir -p var
	@$(BIN)/python tools/compile_messages.py
	@$(BIN)/python tools/audit_pages.py

audit-packages: $(VENV)/.development ## known vulnerabilities of the pinned packages; fails on a finding, and when anything could not be audited; needs the network
	@$(BIN)/python tools/audit_packages.py

BACKUP ?= latest
rehearse: $(VENV)/.development ## restore a backup beside the site and upgrade it there to the newest patch releases; BACKUP=<name or latest>
	@$(BIN)/python tools/rehearse_upgrade.py --backup $(BACKUP)

fuzz: fuzz-uploads
fuzz-uploads: $(VENV)/.development ## bad and spoilt files to everything that looks at uploads; CASES=<number>, SEED=<number>
	@CASES=$(CASES) SEED=$(SEED) $(BIN)/python tools/fuzz_uploads.py
