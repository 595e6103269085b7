# make run: build the sample graph, ask it, write graph.ttl and graph.html.  make test: everything CI runs.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: run test lint types layers unit site clean model filters accuracy

run: $(STAMP)
	$(BIN)/answerable build --kg kg
	$(BIN)/answerable ask position-matrix --kg kg
	$(BIN)/answerable ask money --kg kg
	$(BIN)/answerable ask operations --kg kg
	$(BIN)/answerable export --kg kg --format turtle -o graph.ttl
	$(BIN)/answerable draw --kg kg -o graph.html
	@echo "Open graph.html in a browser; graph.ttl is the same graph in Turtle."

test: lint types layers unit

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports

unit: $(STAMP)
	$(BIN)/python -m pytest -n 2 --dist loadfile

site: $(STAMP)
	$(BIN)/answerable site site --kg kg

# the symlink lets type checkers see the repository root as the package
$(STAMP): pyproject.toml constraints.txt
	command -v $(PYTHON) >/dev/null || { echo "needs Python 3.11; or say: make PYTHON=python3.12 ..."; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	mkdir -p $(VENV)/src && ln -sfn ../.. $(VENV)/src/answerable
	touch $(STAMP)

clean:
	rm -rf $(VENV) build kg site graph.ttl graph.html

# the weights of the models (leanings, promises, promisors, listing), fitted again after rules, answers or passages have changed
model: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[train]'
	$(BIN)/python -m answerable.loaders.training tests/loaders/annotated tests/loaders/heldout tests/loaders/answered

# the filters of loaders/filters.json, worked out again after patterns have changed: reading then starts sooner
filters: $(STAMP)
	$(BIN)/python -m answerable.loaders.keeping tests/loaders/annotated/*.txt

# scores and rules' precision, published after the reader has changed
accuracy: $(STAMP)
	$(BIN)/answerable evaluate tests/loaders/annotated --confidence loaders/confidence.json --format markdown -o build/annotated.md
	$(BIN)/answerable evaluate tests/loaders/heldout --format markdown -o build/heldout.md
	cat docs/accuracy.head.md build/annotated.md docs/accuracy.heldout.md build/heldout.md > docs/accuracy.md
