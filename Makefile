BIN := .venv/bin

# ROUND_TRIPS: how many units `make round-trips` makes up
ROUND_TRIPS ?= 200

.PHONY: run soak round-trips test lint types clean setup office node bench docs golden mutate damage

run: setup  ## make the 2021 workbook and compute it again with other engines
	scripts/run

test: setup office node lint types  ## everything that must hold before a change is kept
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

setup:  ## .venv with the project and its development tools
	scripts/setup

office:  ## LibreOffice, Chinese fonts and PDF tools, which judge and draw the workbooks in tests
	scripts/install-office

node:  ## the JavaScript writers whose re-saves the tests read back
	scripts/install-node

soak: setup  ## thousands of kills and refusals, one at every step of handing out, collecting, deciding, importing, exporting
	SOAK=1 $(BIN)/python -m pytest tests/campaign/test_nothing_is_lost.py \
		tests/campaign/test_handing_out_survives.py tests/campaign/test_deciding_survives.py \
		tests/campaign/test_a_disk_refuses.py

round-trips: setup office node  ## hundreds of random units from data to workbooks and back, many of them through other programs
	ROUND_TRIPS=$(ROUND_TRIPS) $(BIN)/python -m pytest -n auto --dist worksteal \
		tests/returns/test_round_trip.py tests/returns/test_random_resaves.py tests/import_/test_round_trip.py

mutate: setup  ## more than 10 000 single mutations of a good workbook: each must be found, and named
	PYTHONPATH=tests $(BIN)/python -m mutate.run

damage: setup  ## 80 000 damaged files: each must be refused, or read as what it was
	PYTHONPATH=tests $(BIN)/python -m damage.run

bench: setup  ## measure times and memory
	@set -e; for script in bench/*.py; do echo "== $$script"; $(BIN)/python $$script; done

docs: setup  ## renew what is generated in docs: the pages of all findings and checks
	$(BIN)/python scripts/pages.py

golden: setup  ## renew the expected files of the tests after a change that is meant
	UPDATE_GOLDEN=1 $(BIN)/python -m pytest

clean:
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis build dist
	find output -mindepth 1 ! -name .gitkeep -delete
