# `make run` and `make test` are all a newcomer needs; `make help` lists the rest.

PYTHON ?= python3
BIN = .venv/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
LOCALE = closing/locale/sv/LC_MESSAGES/django

types translations messages bench: export DEBUG = 1

.PHONY: help run test check lint types floors translations deploy-check bench lock messages shots clean

help:
	@echo "make run       start Kvitt with demo data and print where and how to sign in"
	@echo "make test      run every test"
	@echo "make check     run every gate: style, types, floors, translations, migrations, deployment, tests"
	@echo "make bench     measure reading, importing and paging, and print the figures"
	@echo "make messages  gather the texts of the interface into the Swedish catalogue"
	@echo "make lock      compile the requirement files with hashes"
	@echo "make shots     save pictures of the main pages into var/shots/"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kvitt needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -m venv .venv 2>/dev/null || { rm -rf .venv; sh .ci/install-venv "$(PYTHON)" && $(PYTHON) -m venv .venv; }

.venv/.run: requirements.txt | $(BIN)/python
	$(PIP) -r requirements.txt
	@touch $@

.venv/.test: requirements-dev.txt | $(BIN)/python
	$(PIP) -r requirements-dev.txt
	@touch $@ .venv/.run

$(LOCALE).mo: $(LOCALE).po .venv/.run
	@$(BIN)/pybabel --quiet compile --domain django --input-file $(LOCALE).po --output-file $@
	@touch $@

run: .venv/.run $(LOCALE).mo
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py seed_demo --if-empty
	@$(BIN)/python manage.py up

test: .venv/.test $(LOCALE).mo
	$(BIN)/python -m pytest --quiet

check: lint types floors translations deploy-check test

lint: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.test
	$(BIN)/mypy

floors: .venv/.test
	$(BIN)/lint-imports

translations: .venv/.test
	$(BIN)/python -m tests.catalogue

deploy-check: .venv/.test $(LOCALE).mo
	DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run
	DEBUG=0 SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
	TOKEN_KEYS=$$($(BIN)/python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())') \
	ALLOWED_HOSTS=kvitt.example $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: .venv/.test $(LOCALE).mo
	$(BIN)/python -m bench

lock: .venv/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	for set in requirements requirements-dev; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links $$set.in -o $$set.txt || exit 1; done

messages: .venv/.test
	$(BIN)/python -m tests.catalogue --update
	@$(MAKE) --no-print-directory $(LOCALE).mo

shots: .venv/.test $(LOCALE).mo
	$(BIN)/python -m pytest --quiet tests/walks/shots.py

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache
