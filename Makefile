# Two commands do all their set-up themselves, in .venv beside this file:
#   make try    compile, pack, run and measure a real tool; no root
#   make test   the whole test suite
VENV ?= .venv
PY := $(VENV)/bin/python
PYTEST_WORKERS ?= auto
# These watch the running kernel, so they run by themselves: programs that other tests load at the
# same time are not wrong, but in the way.
ALONE := tests/kernel tests/commands/test_live.py tests/commands/test_explain.py \
	tests/commands/test_top.py tests/selftests

.PHONY: help try test lint types bench docs site man completion api-diff release-check lab arm64 fuzz selftests beside clean

# Of make fuzz: seconds, processes, seed of the first.
TIME ?= 600
JOBS ?= 1
SEED ?= 1

help:
	@sed -n 's/^#   //p' Makefile
	@echo "make lint   ruff, mypy --strict, import-linter"
	@echo "make bench  benchmarks: ratios measured in one run"
	@echo "make arm64  an arm64 Python under qemu-user, with which tests/hosts runs"
	@echo "make lab    boot a Debian kernel under QEMU, record what it places, compare (docs/lab.md)"
	@echo "make fuzz   the native runtime with sanitizers on new inputs: TIME=600 (seconds) JOBS=1 SEED=1"
	@echo "make selftests   the kernel's own BPF programs, as root: docs/selftests.md made anew"
	@echo "make site   the documentation site, in build/site; make man: man pages, in build/man"
	@echo "make completion   completion of the command line for shells, made anew"
	@echo "make release-check   wheel and sdist, built twice and compared; make api-diff: changes of the interface"
	@echo "make docs   pictures and figures in README and docs, made anew"

try: $(VENV)/.try
	@$(VENV)/bin/progpack try

# Which cells of docs/support.md the tests have shown.
SUPPORT := build/support.txt
test: $(VENV)/.test
	@mkdir -p build && rm -f $(SUPPORT)
	PROGPACK_SUPPORT=$(SUPPORT) $(PY) -m pytest -n $(PYTEST_WORKERS) $(addprefix --ignore=,$(ALONE))
	PROGPACK_SUPPORT=$(SUPPORT) $(PY) -m pytest $(ALONE)
	$(PY) tools/support_table.py --check $(SUPPORT)

lint: $(VENV)/.test $(VENV)/.lint
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-cache

# The examples with the plugins that projects have, in an environment of its own: their order is
# random, two workers share them, and the coverage of the BPF programs is that of a plain run.
BESIDE := build/beside
beside: $(VENV)/.try
	$(PY) -m venv $(BESIDE)
	$(BESIDE)/bin/pip install -q --disable-pip-version-check '.[jit]' pytest pytest-xdist pytest-randomly pytest-cov
	tests="$(CURDIR)/$(BESIDE)/bin/pytest -q" && cd "$$(mktemp -d)" && cp -r $(CURDIR)/examples/*/ . && \
	$$tests -p no:randomly --bpf-cov=lcov:plain.info && \
	$$tests -n 2 --cov=. --cov-report=xml:python.xml --bpf-cov=lcov:shared.info && \
	cmp plain.info shared.info && grep -q limiter plain.info && grep -q limiter python.xml && rm -r "$$PWD"

bench: $(VENV)/.test
	$(PY) -m benchmarks

docs: $(VENV)/.test
	$(PY) tools/make_docs.py

# Warnings are errors; pages whose text is made are made anew first.
SPHINX := -m sphinx -q -W --keep-going -d build/doctrees
site: $(VENV)/.docs
	$(PY) tools/make_verb_pages.py
	$(PY) $(SPHINX) -b html docs build/site

man: $(VENV)/.docs
	$(PY) $(SPHINX) -b man docs build/man

api-diff: $(VENV)/.test
	$(PY) tools/api_diff.py

release-check: $(VENV)/.release
	$(PY) tools/release_check.py

completion: $(VENV)/.test
	$(PY) tools/make_completion.py

fuzz: $(VENV)/.test
	nice $(PY) -m tests.sanitize fuzz --time $(TIME) --jobs $(JOBS) --seed $(SEED)

# What it needs beside clang-22 are Debian packages; as root they are installed.
SELFTESTS_NEED := linux-source-6.12 bpftool libelf-dev zlib1g-dev xz-utils gcc make
selftests: $(VENV)/.test
	@[ -e /usr/src/linux-source-6.12.tar.xz ] || apt-get install -y -qq --no-install-recommends $(SELFTESTS_NEED)
	nice $(PY) -m tests.selftests

# Debian's arm64 Python under qemu-user, for tests/hosts.
arm64: $(VENV)/.test
	$(PY) tools/make_arm64_host.py $(VENV)/arm64

# Such as LAB="--arch arm64 --suite bookworm-backports". It needs nothing that is in .venv.
lab:
	@PYTHONPATH=src python3 -m lab run $(LAB)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/.try: pyproject.toml tools/make_venv.sh
	@sh tools/make_venv.sh $(VENV)
	@echo "installing progpack and LLVM (60 MB) ..."
	@$(PY) -m pip install -q --disable-pip-version-check -e '.[jit]'
	@$(PY) -m progpack.jit.compile.make_ready
	@touch $@

$(VENV)/.test: $(VENV)/.try
	@$(PY) -m pip install -q --disable-pip-version-check --group test
	@$(PY) -m pip install -q --disable-pip-version-check --group adapters || \
		echo "not installed, the tests of their adapters will skip: numba, tinygrad"
	@$(PY) -m pip install -q --disable-pip-version-check --group contrib || \
		echo "not installed, the test of contrib/drgn will skip: drgn"
	@touch $@

$(VENV)/.docs: $(VENV)/.try
	@$(PY) -m pip install -q --disable-pip-version-check -e '.[docs]'
	@touch $@

$(VENV)/.release: $(VENV)/.try
	@$(PY) -m pip install -q --disable-pip-version-check --group release
	@touch $@

$(VENV)/.lint: $(VENV)/.try
	@$(PY) -m pip install -q --disable-pip-version-check --group lint
	@touch $@
