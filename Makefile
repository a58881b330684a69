# Thai Welfare Atlas: two commands matter, `make run` and `make test`.

PYTHON ?= python3
PORT ?= 8501
WORKERS ?= 2
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test fuzz soak setup bench browser

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

run: setup ## build the warehouse where it is missing or old, and serve the app (PORT=8501)
	@$(BIN)/python -m etl build --if-stale
	@$(BIN)/streamlit run app.py --server.port $(PORT)

test: .venv/.tests browser ## lint, format, types, every test in a real browser too (WORKERS=2)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

fuzz: .venv/.tests ## ten thousand damaged copies of the real files (FUZZ_CASES=10000)
	FUZZ_CASES=$${FUZZ_CASES:-10000} $(BIN)/python -m pytest tests/etl/test_etl_fuzz.py

soak: .venv/.tests browser ## exhibition screens for half an hour: loops, restless hands, frames (SOAK_MINUTES=10)
	$(BIN)/python -m pytest -v tests/browser/soak_exhibition.py

setup: .venv/.run ## the environment alone

bench: .venv/.tests setup browser ## speed and memory as ratios to stated floors, in one run
	@$(BIN)/python -m etl build --if-stale
	@$(BIN)/python -m benchmarks

.venv/.run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Python 3.11 or newer is needed; say which with: make PYTHON=/path/to/python3.11'; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --disable-pip-version-check -q -r requirements.txt
	@touch $@

.venv/.tests: .venv/.run requirements-dev.txt
	$(BIN)/pip install --disable-pip-version-check -q -r requirements-dev.txt
	@touch $@

browser: # Debian's Chromium and Thai fonts for the browser tests
	@sh tests/browser/install.sh
