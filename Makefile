# Wenju: `make chat` starts the chat, `make test` runs the tests, `make` alone lists the rest.
# Needs Python 3.11, 3.12 or 3.13 with pip and venv, and nothing else.

# Variables of `make chat`: where it listens (settings.toml says 127.0.0.1 and 7860), and a folder of your own documents.
PORT ?=
HOST ?=
CORPUS ?=
# Which Python makes .venv, and an extra package index to look for torch in (for its smaller CPU build).
PYTHON ?=
TORCH_INDEX ?=
# Folder of training pairs (`make model`) or of retrieval sets in BEIR form (`make bench`).
DATA ?=

# Paths stay relative and variables reach the shell through the environment, so blanks in either do no harm.
export PORT HOST CORPUS PYTHON TORCH_INDEX DATA
py := .venv/bin/python

.PHONY: help env env-test chat test lint format types model bench lock clean

help:
	@echo 'make chat [PORT=7860] [HOST=127.0.0.1] [CORPUS=folder]  the chat, in the browser'
	@echo 'make test                environment with test extras, then the fast tests'
	@echo 'make env                 .venv with all run-time packages [PYTHON=python3.12] [TORCH_INDEX=url]'
	@echo 'make lint | types        ruff | mypy'
	@echo 'make format              ruff, putting right what it can'
	@echo 'make model DATA=folder   train the embedded model from pairs'
	@echo 'make bench DATA=folder   measure retrieval on every BEIR set in a folder'
	@echo 'make lock                write the versions that .venv holds into the locks'
	@echo 'make clean               remove .venv, indexes and caches'

env:
	@sh .ci/env

env-test:
	@sh .ci/env test

chat: env
	@$(py) -m app serve $${HOST:+--host "$$HOST"} $${PORT:+--port "$$PORT"} $${CORPUS:+--corpus "$$CORPUS"}

test: env-test
	$(py) -m pytest -q

lint: env-test
	$(py) -m ruff check .
	$(py) -m ruff format --check .

format: env-test
	$(py) -m ruff check --fix .
	$(py) -m ruff format .

types: env-test
	$(py) -m mypy

model: env-test
	@[ -d "$$DATA" ] || { echo 'make model: DATA is no folder. Mend: make model DATA=folder-of-pairs' >&2; exit 2; }
	$(py) -m index.training "$$DATA" index/model

bench: env-test
	@[ -d "$$DATA" ] || { echo 'make bench: DATA is no folder. Mend: make bench DATA=folder-of-BEIR-sets' >&2; exit 2; }
	$(py) -m evals bench "$$DATA" --out evals/results

lock: env-test
	$(py) .ci/lock.py

clean:
	rm -rf .venv .wenju .pytest_cache .mypy_cache .ruff_cache .hypothesis out
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
