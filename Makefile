# The front door: every task of a developer and of CI. `make` alone tells what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: screenshots help setup check test fuzz audit sbom fmt run demo bench year lock postgres clamav pango exim chromium provider verapdf

BIN := .venv/bin
# How many processes the slow tests use.
WORKERS ?= 2

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1	/' | expand -t 12

setup: ## make .venv with the locked packages and the project itself (PYTHON=...)
	@PYTHON="$(PYTHON)" tools/setup

check: setup ## format, lint, types, layers, unit and architecture tests: seconds
	@tools/check

test: check postgres clamav pango exim chromium provider verapdf ## check, and every other test, on SQLite and PostgreSQL
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup tests \
	    --ignore tests/unit --ignore tests/architecture

fuzz: setup ## look for input that breaks a reader (FUZZ_SECONDS=180 for all, FUZZ="form json")
	$(BIN)/python -m tests.fuzz $(FUZZ)

audit: setup ## look up known vulnerabilities of all that is locked; fails when it cannot
	$(BIN)/python -m tools.audit

sbom: setup ## write requirements/sbom.cdx.json, what is in Doorgang (CycloneDX)
	$(BIN)/python -m tools.sbom

fmt: setup ## format, and repair what ruff can repair
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

run: setup ## start Doorgang here, with the settings of docs/settings.md
	$(BIN)/doorgang serve

demo: setup ## start the demonstration (ONCE=1: walk through it and stop)
	$(BIN)/doorgang demo $(if $(ONCE),--once)

bench: setup postgres ## measure; writes bench/results/*.json
	$(BIN)/python -m bench

year: setup postgres ## play the whole practice year on both databases, and prove it
	$(BIN)/python -m bench.year

lock: setup ## renew requirements/*.txt (UPGRADE=1: newest versions)
	@tools/lock

postgres: setup ## make sure a PostgreSQL server is installed
	@tools/postgres

clamav: setup ## make sure the ClamAV daemon is installed
	@tools/clamav

pango: setup ## make sure that letters can be made: Pango and a font
	@tools/pango

exim: setup ## make sure the mail server of the tests is installed
	@tools/exim

screenshots: setup chromium ## make the pictures of README and docs anew, of the demonstration
	$(BIN)/python -m tools.screenshots

chromium: setup ## make sure the browser of the tests is installed
	@tools/chromium

provider: setup ## make sure the OpenID provider of the tests is installed
	@tools/provider

verapdf: setup ## make sure the PDF/UA validator of the tests is here (Java, from Maven)
	@tools/verapdf
