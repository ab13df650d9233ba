# Needs Python 3.11 or newer and make; everything else is fetched into .venv.

VENV ?= .venv
BIN = $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help run demo test many faults check bench
.DEFAULT_GOAL := help

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | expand -t 9

run: $(VENV)/run ## serve on http://localhost:8000 and print the host's link
	@$(BIN)/plenary serve --print-host-link

demo: $(VENV)/run ## serve a lively sample session
	@$(BIN)/plenary demo

test: $(VENV)/test ## run every test
	@tools/browser $(BIN)
	@tools/servers $(BIN)
	@$(BIN)/pytest --numprocesses=4 --dist=worksteal

many: $(VENV)/test ## run the stories of browsers on four workers, PostgreSQL and Redis
	@tools/browser $(BIN)
	@tools/servers $(BIN)
	@$(BIN)/pytest tests/browser --deployment=many --numprocesses=2 --dist=loadfile

faults: $(VENV)/test ## break real servers under load, for twenty minutes at most
	@tools/servers $(BIN)
	@$(BIN)/pytest tests/faults --faults=long --override-ini=faulthandler_timeout=900

check: $(VENV)/test ## format, lint, types, texts, import rules
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/python tools/i18n.py check
	@$(BIN)/python tools/protocol.py check
	@$(BIN)/pytest --quiet tests/test_architecture.py

bench: $(VENV)/test ## measure what it costs
	@$(BIN)/python -m bench

# An environment is as old as what it was made from.
$(VENV)/run $(VENV)/test: requirements.lock pyproject.toml tools/environment
	@tools/environment $(VENV) $(@F)
