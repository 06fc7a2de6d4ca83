# make run    set up and start the dashboard          make run REGISTER=path.xlsx opens yours
# make test   set up and pass every test
# More: make lint, make bench, make fuzz, make mutants, make pseudo, make pictures, make requirements, make wheel

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
REGISTER ?=

.PHONY: run test test-fast test-browser coverage programs lint format bench fuzz mutants race pseudo pictures requirements wheel clean

run: $(VENV)/.run
	@$(BIN)/python -m grm_data dashboard --port $(PORT) $(if $(REGISTER),"$(REGISTER)")

# One more worker than there are cores: some tests wait. A worker that has nothing left takes over half of
# what another still has before it.
WORKERS ?= $(shell $(PYTHON) -c "import os; print(min(4, (os.cpu_count() or 1) + 1))")
ON_EVERY_CORE = -n $(WORKERS) --dist worksteal
test: $(VENV)/.test programs
	$(BIN)/python -m pytest $(ON_EVERY_CORE)

test-fast: $(VENV)/.test
	$(BIN)/python -m pytest $(ON_EVERY_CORE) --ignore=tests/browser -q

test-browser: $(VENV)/.test programs
	$(BIN)/python -m pytest $(ON_EVERY_CORE) tests/browser -q

coverage: $(VENV)/.test programs   # branches, without the browser; what is tried on drawn examples doesn't count
	$(BIN)/python -m pytest $(ON_EVERY_CORE) --ignore=tests/browser -q --cov --cov-report=term:skip-covered

programs: $(VENV)/.test
	@$(BIN)/python -m tests.installing

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.test
	@for file in benchmarks/[a-z]*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

SECONDS ?= 600
fuzz: $(VENV)/.test   # every property on many new examples, mutated spreadsheets for SECONDS, hurried visits
	GRM_FUZZ=1 $(BIN)/python -m pytest $(ON_EVERY_CORE) -m property -q
	$(BIN)/python -m tests.fuzz_reading --seconds $(SECONDS)
	HURRIED=100 $(BIN)/python -m pytest $(ON_EVERY_CORE) tests/browser/test_hurried.py -q

race: $(VENV)/.test   # 200 killed publishers, 4 writers of 100 versions each
	GRM_KILLS=200 GRM_RACE=100 $(BIN)/python -m pytest tests/store/test_processes.py -q

pseudo: $(VENV)/.test   # pages, formats and commands in a language of nobody's: a word without its marks is in no file
	$(BIN)/python -m tests.pseudo

mutants: $(VENV)/.test   # MUTANTS='grm_data.intake.headers.*' tries those only
	$(BIN)/mutmut run --max-children 2 $(MUTANTS)
	$(BIN)/mutmut results

pictures: $(VENV)/.test programs   # docs/pictures, of the sample register
	$(BIN)/python -m tests.picturing

COMPILE = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-strip-extras -q --no-header
requirements: $(VENV)/.test
	$(COMPILE) pyproject.toml --extra postgresql -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt

wheel: $(VENV)/.test   # dist/grm_monitor-….whl, for machines without this folder
	$(BIN)/python -m pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w dist .

$(VENV)/bin/python:
	@$(PYTHON) setup_venv.py $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	@echo "Installing what the dashboard needs (once, about a minute) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-dev.txt $(VENV)/.run
	@echo "Installing the test tools (once) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage build dist
