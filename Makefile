# Every target sets itself up in .venv from nothing but Python 3.11 or newer. `make help` lists them.
#   make run PORT=8000                another port
#   make setup PYTHON=python3.12      another interpreter
#   make test PYTEST_ARGS="-k tables" some of the tests
PORT ?= 7860
STORE ?= store
SCALE ?= 1000
PYTEST_ARGS ?= -n 2 --dist loadfile
BIN := .venv/bin
STAMP := .venv/.installed

# Nothing below talks to the network once it is set up. The code sees to that itself; this is the belt to its braces.
export HF_HUB_OFFLINE := 1
export TRANSFORMERS_OFFLINE := 1
export GRADIO_ANALYTICS_ENABLED := False
export LANGSMITH_TRACING := false
export ANONYMIZED_TELEMETRY := False
export PYTHON TORCH_INDEX

.PHONY: help setup run test test-model check eval bench lock wheelhouse clean
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

$(STAMP): requirements.lock pyproject.toml
	@scripts/setup.sh

setup: $(STAMP) ## build .venv (CPU build of torch where no GPU is)

run: $(STAMP) ## index the examples if they changed, and open the chat at http://127.0.0.1:PORT
	$(BIN)/budgetbot index examples --store $(STORE)
	$(BIN)/python app.py --store $(STORE) --port $(PORT)

test: $(STAMP) ## all tests (the browser tests need chromium)
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
		echo "Neither chromium nor google-chrome is here: the browser tests will be skipped (apt-get install chromium fonts-wqy-zenhei)."
	$(BIN)/python -m pytest -rs $(PYTEST_ARGS)

test-model: $(STAMP) ## a real small language model beside the rules (installs it first: 270 MB)
	$(BIN)/python -m pip install --quiet --no-build-isolation -e '.[test-model]'
	$(BIN)/python -m eval.check_model

check: $(STAMP) ## what CI runs: ruff, mypy --strict, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/mypy --strict scripts
	$(MAKE) test

eval: $(STAMP) ## score the bot on its question sets
	$(BIN)/python -m eval.run

bench: $(STAMP) ## measure times and memory, also among SCALE generated documents
	$(BIN)/python -m eval.bench --scale $(SCALE)

lock: $(STAMP) ## write requirements.lock from what .venv holds
	$(BIN)/python scripts/lock.py dev > requirements.lock.new
	mv requirements.lock.new requirements.lock
	@touch $(STAMP)

wheelhouse: $(STAMP) ## everything for an installation without a network, in wheelhouse/
	@scripts/wheelhouse.sh

clean: ## remove .venv, stores, caches
	rm -rf .venv store build .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
