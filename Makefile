# The verbs, and the virtual environment. Which PDF is stale is decided by booklet, never here.
# Works with GNU make 3.81 (macOS) and newer; every path is relative, so the folder's own name may hold spaces.

PYTHON ?= python3
VENV := .venv

event ?=
lang ?=
product ?=
paper ?=
jobs ?=
copies ?=
delivery ?=
release ?=
port ?=

# A misspelt word (evnt=london) would be passed over in silence, and the wrong thing be built.
WORDS := event lang product paper jobs copies delivery release port PYTHON
unknown := $(filter-out $(WORDS),$(foreach word,$(MAKEOVERRIDES),$(if $(findstring =,$(word)),$(firstword $(subst =, ,$(word))))))
$(if $(unknown),$(error There is no word $(firstword $(unknown))=; there are: $(addsuffix =,$(WORDS))))

# Run by the environment's Python and not by its scripts: those name a folder, and the folder may have been moved.
# macOS looks for Homebrew's libraries only where this variable says so, and drops it at each shell; others ignore it.
LIBRARIES := DYLD_FALLBACK_LIBRARY_PATH="$${DYLD_FALLBACK_LIBRARY_PATH:-/opt/homebrew/lib:/usr/local/lib:/usr/lib}"
RUN := $(LIBRARIES) $(VENV)/bin/python
BOOKLET := $(RUN) -m booklet
BOOTSTRAP := $(LIBRARIES) "$(PYTHON)" booklet/bootstrap.py
INSTALL := $(VENV)/bin/python -m pip install --quiet --quiet --disable-pip-version-check

choice = $(if $(lang),--lang '$(lang)') $(if $(product),--product '$(product)') $(if $(paper),--paper '$(paper)')
options = $(choice) $(if $(jobs),--jobs '$(jobs)')
deliveries = $(if $(delivery),--delivery '$(delivery)') $(if $(release),--release)
chosen = $(if $(filter all,$(event)),--all,$(if $(event),'$(event)'))
# A check without an event looks at everything, so "all" needs no word there.
named = $(if $(filter-out all,$(event)),'$(event)')

.DEFAULT_GOAL := all
.NOTPARALLEL:
.SUFFIXES:
.PHONY: all why help setup setup-preview setup-test check list new plan gallery publish doctor catalogs status preview test \
        lint bench lock clean distclean

all: setup
	@$(BOOKLET) build $(chosen) $(options) $(deliveries)

why: setup
	@$(BOOKLET) why $(chosen) $(choice) $(deliveries)

check: setup
	@$(BOOKLET) check $(named)

list: setup
	@$(BOOKLET) list

new: setup
	@$(BOOKLET) new $(named)

plan: setup
	@$(BOOKLET) plan $(named) $(if $(copies),--copies '$(copies)') $(if $(lang),--lang '$(lang)') \
	  $(if $(product),--product '$(product)') $(if $(paper),--paper '$(paper)')

gallery: setup
	@$(BOOKLET) gallery

publish: setup
	@$(BOOKLET) publish

doctor: setup
	@$(BOOKLET) doctor

catalogs: setup
	@$(BOOKLET) catalogs update

status: setup
	@$(BOOKLET) catalogs status $(if $(lang),--lang '$(lang)')

preview: setup-preview
	@$(BOOKLET) preview $(if $(lang),--lang '$(lang)') $(if $(event),--event '$(event)') $(if $(paper),--paper '$(paper)') \
	  $(if $(product),--product '$(product)') $(if $(port),--port '$(port)')

test: setup-test
	@$(RUN) -m pytest --numprocesses auto --dist loadfile

lint: setup-test
	@$(RUN) -m ruff check
	@$(RUN) -m ruff format --check
	@$(RUN) -m mypy

bench: setup-test
	@$(RUN) tests/bench.py

# What was published in former years may not be possible to make again: no cleaning touches dist/.
clean:
	rm -rf out

distclean: clean
	rm -rf $(VENV) .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache

# For developers, after a change of the dependencies in pyproject.toml; needs uv. Pins stay where nothing asks for newer.
LOCK := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-emit-index-url --group build
lock:
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra preview --constraint requirements.lock --no-annotate --output-file requirements-preview.lock
	$(LOCK) --extra cluster --constraint requirements.lock --no-annotate --output-file requirements-cluster.lock
	$(LOCK) --extra test --constraint requirements-preview.lock --no-annotate --output-file requirements-test.lock

setup: $(VENV)/build.stamp

setup-preview: $(VENV)/preview.stamp

setup-test: $(VENV)/test.stamp

# The stamps remember a finished set-up. The environment's Python, gone or left dangling, makes them stale too.
$(VENV)/bin/python: ;

$(VENV)/build.stamp: $(VENV)/bin/python requirements.lock pyproject.toml
	@command -v "$(PYTHON)" >/dev/null || { echo "$$NO_PYTHON" >&2; exit 4; }
	@$(BOOTSTRAP) --environment $(VENV)
	@echo "Installing the Python packages (about half a minute, once)"
	@$(INSTALL) --require-hashes -r requirements.lock || { echo "$$NO_PACKAGES" >&2; exit 4; }
	@$(INSTALL) --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/preview.stamp: $(VENV)/build.stamp requirements-preview.lock
	@echo "Installing the live preview"
	@$(INSTALL) --require-hashes -r requirements-preview.lock || { echo "$$NO_PACKAGES" >&2; exit 4; }
	@touch $@

$(VENV)/test.stamp: $(VENV)/build.stamp requirements-test.lock
	@$(BOOTSTRAP) --test
	@echo "Installing the tools for tests"
	@$(INSTALL) --require-hashes -r requirements-test.lock || { echo "$$NO_PACKAGES" >&2; exit 4; }
	@touch $@

define NO_PYTHON
error: $(PYTHON) is missing
  hint: install Python 3.11 or newer (Debian and Ubuntu: sudo apt-get install python3-venv), then run make again
endef
export NO_PYTHON

define NO_PACKAGES
error: the Python packages could not be installed; the lines above say why
  hint: look whether this computer is online, then run make again: what has arrived is kept
endef
export NO_PACKAGES

define HELP
Memorial booklets and posters for Black January, ready to print.

  make                  set up what is needed, then make the default editions, in out/
  make event=all        the same for every event
  make list             which events, languages and products there are
  make why              say which editions would be made anew, and why; makes nothing
  make new event=NAME   start an event of your own: a file in data/events/ to fill in
  make check            look for mistakes in texts, translations and figures; makes nothing
  make plan copies=60   count paper, ink and cost of a print run; with event=NAME for yours
  make gallery          bring out/index.html up to date: all finished files, and how to print them
  make publish          copy all finished files into dist/, under their year, ready for any web host
  make preview lang=az  translate beside the real pages, in a browser on this computer
  make status           how far each translation is, by chapter
  make catalogs         bring the translations up to date with the English texts
  make doctor           look whether this computer has what is needed
  make clean            delete out/; your texts, the set-up and what is published (dist/) stay
  make help             these lines

Narrow it down by adding one or more of these, in any order:

  event=NAME            one event, by the name of its file or row in data/, or all
  lang=az,ru            languages: en, az, ru
  product=booklet       products, with commas between: booklet,poster
  paper=us              US Letter sheets; paper=a is A4
  delivery=press        files: press (print shop), home (office printer), screen
  release=yes           refuse texts that are not translated yet
  jobs=2                how many editions are made at a time

For example:

  make event=london lang=az
  make event=all product=booklet,poster paper=us

For developers:

  make test             every test                 make setup      only the virtual environment, .venv
  make lint             ruff and mypy              make lock       pin the dependencies anew (needs uv)
  make bench            measure the speed          make distclean  delete out/, .venv and all caches

Another Python: make PYTHON=python3.12
endef

help:
	@:$(info $(HELP))
