# The one door: every target sets up what it needs.  make run | test | check | bench | screens | package | setup
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup qt run test check debian-libraries coverage bench screens package

BIN := .venv/bin
READY := .venv/.ready
export PYTHONUTF8 := 1

help:
	@echo "make run       start SalesDesk"
	@echo "make test      run the tests"
	@echo "make check     everything that must hold: format, lint, types, layers, tests"
	@echo "make bench     measure start-up, moves, search, Today, leads, duplicates, import, export and memory"
	@echo "make screens   paint every screen over sample data into build/screens"
	@echo "make coverage  which lines the tests never reach"
	@echo "make package   build a bundle that needs no Python into dist"

$(READY): pyproject.toml constraints.txt tools/setup.sh
	@sh tools/setup.sh
	@touch $@

setup: $(READY)

qt: $(READY)
	@$(BIN)/python tools/probe_qt.py

run:
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY$$QT_QPA_PLATFORM" ]; then \
		echo "There is no screen here to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set." >&2; \
		echo "make screens paints the windows into build/screens instead." >&2; \
		exit 1; \
	fi
	@$(MAKE) --silent --no-print-directory $(READY)
	@$(BIN)/python tools/probe_qt.py --screen
	@$(BIN)/python -m salesdesk

test: qt
	$(BIN)/python -m pytest -q

check: debian-libraries qt
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@sh tools/pointer_tests.sh; pointer=$$?; \
	echo "$(BIN)/python -m pytest -q -n 2 --dist worksteal"; $(BIN)/python -m pytest -q -n 2 --dist worksteal && exit $$pointer

debian-libraries:
	@sh tools/debian_libraries.sh

coverage: qt
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q
	$(BIN)/coverage combine
	$(BIN)/coverage report

bench: qt
	$(BIN)/python -m tests.benchmarks.bench

screens: qt
	$(BIN)/python -m tests.screens

package: qt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
		--constraint constraints.txt --editable '.[package]'
	$(BIN)/pyinstaller --noconfirm --distpath dist --workpath build/package packaging/salesdesk.spec
