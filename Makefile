# The verbs of this project. Each works from a fresh clone with only Python 3.11+, git and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LOCK   := $(BIN)/uv --no-config pip compile pyproject.toml --universal --python-version 3.11 \
          --generate-hashes --no-annotate --no-header --quiet
EXTRAS := --extra heic --extra c2pa --extra text
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo run test check format lock licences sbom bench fuzz kill-loop soak container-test clean-venv

demo: $(VENV)/.run  ## the bot without a token, in your browser
	$(BIN)/image-privacy-bot demo

run: $(VENV)/.run  ## the bot itself; needs BOT_TOKEN
	$(BIN)/image-privacy-bot run

test: $(VENV)/.dev  ## the whole test suite
	$(BIN)/python -m pytest -m "not slow" -n 2

check: $(VENV)/.dev  ## style, types, import rules, knowledge base
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile
	$(BIN)/image-privacy-bot check-knowledge

bench: $(VENV)/.dev  ## what pictures cost, beside other tools; about a minute and a half
	$(BIN)/python -m bench

fuzz: $(VENV)/.fuzz  ## hostile pictures for FUZZ_SECONDS (60)
	$(BIN)/python -m fuzz

kill-loop: $(VENV)/.dev  ## kill -9 the bot again and again; minutes
	$(BIN)/python -m scripts.kill_loop

soak: $(VENV)/.dev  ## 2,000 pictures and 10,000 questions; ten minutes
	$(BIN)/python -m scripts.soak

container-test: $(VENV)/.dev  ## build the image without an engine and run it; needs apt and root
	scripts/container-test $(BIN)/python

format: $(VENV)/.dev  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/.dev  ## resolve the dependencies again, with hashes and no index address
	$(PIP) install uv
	$(LOCK) $(EXTRAS) --group build -o requirements/run.txt
	$(LOCK) $(EXTRAS) --group build --group dev -o requirements/dev.txt
	$(LOCK) --group fuzz -c requirements/dev.txt -o requirements/fuzz.txt
	$(LOCK) --group sbom -c requirements/dev.txt -o requirements/sbom.txt

licences: $(VENV)/.dev  ## write docs/dependencies.md
	$(BIN)/python -m tools.dependencies

sbom: $(VENV)/.sbom  ## the bill of materials of the running bot, as CycloneDX JSON on stdout
	@$(BIN)/python -W ignore -m cyclonedx_py requirements requirements/run.txt --pyproject pyproject.toml \
	    --output-reproducible

$(VENV)/.run: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	@echo "Setting up .venv (once, a minute or two) ..." >&2
	@$(PIP) --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --require-hashes -r requirements/run.txt \
	    || { echo "Not set up. If the network was away, try again: what is there is kept." >&2; exit 1; }
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.fuzz: requirements/fuzz.txt $(VENV)/.dev
	@$(PIP) install --require-hashes -r requirements/fuzz.txt
	@touch $@

$(VENV)/.sbom: requirements/sbom.txt $(VENV)/.run
	@$(PIP) install --require-hashes -r requirements/sbom.txt
	@touch $@

clean-venv:
	rm -rf $(VENV)
