# SinhKe Desktop. Works on a clean Debian 12 with git, make, python3 and python3-venv; as root it fetches what is missing.
#
#   make run      the window; without a screen the sample commune's whole job into build/demo
#   make test     every test
#   make bench    speeds, as ratios measured in one run
#   make faults   the long runs: kills, torn files, random histories
#   make screenshots    docs/screenshots for the README, and the pictures in the help
#   make check    format, lint, types, import contracts
#   make wheel    the wheel, into dist/
#   make package  the packages for Windows and Linux, update packs and hashes, into dist/
#   make package-again   makes them once more elsewhere and compares the bytes
#   make package-test    installs each package on a clean system and works with it
#   make locks    new versions of everything (needs uv)

SHELL = /bin/sh
VENV ?= .venv
PYTHON3 ?= python3
PYTHON = $(VENV)/bin/python
INSTALL = $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary=:all:
LOCKS = packaging/locks
COMPILE = uv pip compile --quiet --universal --generate-hashes --no-annotate --no-strip-extras --python-version 3.11 \
	--custom-compile-command "make locks"
DEMO = build/demo
RELEASE_KEY = build/release-key.json
ARGS =

.PHONY: run test bench faults screenshots check format-check lint types contracts catalogue wheel package package-again package-test locks clean ready test-ready

run: ready
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" != Linux ]; then \
		$(PYTHON) -m sinhke_desktop $(ARGS); \
	else \
		echo "No screen here, so the sample commune does the whole job in $(DEMO)."; \
		rm -rf $(DEMO) && mkdir -p $(DEMO) && $(PYTHON) -m sinhke_desktop demo --out $(DEMO); \
	fi

test: test-ready
	@packaging/run_tests.sh $(PYTHON) $(ARGS)

bench: test-ready $(VENV)/bench.stamp
	$(PYTHON) tests/benchmarks/run.py $(ARGS)

faults: test-ready
	$(PYTHON) tests/faults/run_faults.py $(ARGS)

screenshots: test-ready
	$(PYTHON) tests/e2e/window_journey.py --screenshots docs/screenshots
	$(PYTHON) tests/e2e/window_journey.py --help-pictures resources/help/vi/pictures

check: format-check lint types contracts

format-check: test-ready
	$(VENV)/bin/ruff format --check src tests packaging

lint: test-ready
	$(VENV)/bin/ruff check src tests packaging

types: test-ready
	$(VENV)/bin/mypy

contracts: test-ready
	$(VENV)/bin/lint-imports

wheel: test-ready
	rm -rf dist
	$(PYTHON) -m hatchling build -t wheel -d dist

package: test-ready $(VENV)/package.stamp
	@packaging/system-packages.sh package
	$(PYTHON) packaging/package.py --key $(RELEASE_KEY) $(ARGS)

package-again: test-ready $(VENV)/package.stamp
	@packaging/system-packages.sh package
	$(PYTHON) packaging/package.py --key $(RELEASE_KEY) --out build/dist-again --work build/package-again $(ARGS)
	$(PYTHON) packaging/compare_packages.py dist build/dist-again

package-test: test-ready $(VENV)/package.stamp
	@packaging/system-packages.sh package-test
	$(PYTHON) packaging/package_test.py --key $(RELEASE_KEY) $(ARGS)

catalogue: ready
	@$(PYTHON) packaging/catalogue.py >/dev/null

locks:
	$(COMPILE) $(UPGRADE) pyproject.toml -o $(LOCKS)/run.txt
	$(subst --universal,--python-platform x86_64-pc-windows-msvc,$(COMPILE)) $(UPGRADE) -c $(LOCKS)/run.txt pyproject.toml -o $(LOCKS)/windows.txt
	$(COMPILE) $(UPGRADE) $(LOCKS)/build.in -o $(LOCKS)/build.txt
	$(COMPILE) $(UPGRADE) -c $(LOCKS)/run.txt -c $(LOCKS)/build.txt pyproject.toml $(LOCKS)/dev.in -o $(LOCKS)/dev.txt
	$(COMPILE) $(UPGRADE) -c $(LOCKS)/dev.txt $(LOCKS)/package.in -o $(LOCKS)/package.txt
	$(COMPILE) $(UPGRADE) -c $(LOCKS)/dev.txt $(LOCKS)/bench.in -o $(LOCKS)/bench.txt

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov

# What is installed is remembered in stamps inside the environment; a changed lock installs anew.
ready: $(VENV)/run.stamp
	@packaging/system-packages.sh run
	@$(PYTHON) packaging/catalogue.py >/dev/null

test-ready: $(VENV)/dev.stamp
	@packaging/system-packages.sh test
	@$(PYTHON) packaging/catalogue.py >/dev/null

$(PYTHON):
	$(PYTHON3) -m venv $(VENV)

$(VENV)/run.stamp: $(LOCKS)/run.txt $(LOCKS)/build.txt pyproject.toml | $(PYTHON)
	$(INSTALL) -r $(LOCKS)/run.txt -r $(LOCKS)/build.txt
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/bench.stamp: $(LOCKS)/bench.txt $(VENV)/dev.stamp
	@packaging/system-packages.sh bench
	$(INSTALL) -r $(LOCKS)/bench.txt
	@touch $@

$(VENV)/package.stamp: $(LOCKS)/package.txt $(VENV)/dev.stamp
	$(INSTALL) -r $(LOCKS)/package.txt
	@touch $@

$(VENV)/dev.stamp: $(LOCKS)/dev.txt $(VENV)/run.stamp
	$(INSTALL) -r $(LOCKS)/dev.txt
	@touch $@
