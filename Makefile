BIN := .venv/bin

.PHONY: run test lint types clean setup office bench golden

run: setup  ## make the 2021 workbook and compute it again with other engines
	scripts/run

test: setup office lint types  ## everything that must hold before a change is kept
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

setup:  ## .venv with the project and its development tools
	scripts/setup

office:  ## LibreOffice, Chinese fonts and PDF tools, which judge and draw the workbooks in tests
	scripts/install-office

bench: setup  ## measure times and memory
	@set -e; for script in bench/*.py; do echo "== $$script"; $(BIN)/python $$script; done

golden: setup  ## renew the expected files of the tests after a change that is meant
	UPDATE_GOLDEN=1 $(BIN)/python -m pytest

clean:
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis build dist
	find output -mindepth 1 ! -name .gitkeep -delete
