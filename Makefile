# almon: `make help` lists what there is. Two commands on a fresh Debian 12: `make demo` and `make test`.
SHELL := /bin/bash
BUILD := build
PREFIX ?= /usr/local
JOBS ?= $(shell nproc)

.PHONY: help deps configure build optimized demo test bench fuzz oracle install format clean

help: ## This list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

deps: ## Install what is missing (Debian 12, as root)
	@scripts/deps

configure: deps
	@mkdir -p $(BUILD)
	@cmake --preset release -DPython_EXECUTABLE=/usr/bin/python3 $(CMAKE_ARGS) >$(BUILD)/configure.log 2>&1 || \
	  { cat $(BUILD)/configure.log; exit 1; }

build: configure ## Build everything (release) into build/; the command is build/almon
	@echo "building all of almon into $(BUILD)/: many minutes the first time"
	@cmake --build $(BUILD) -j $(JOBS) -- --quiet

optimized: deps ## The same into build-optimized/, trained on records (GCC): calls come a tenth sooner
	@scripts/optimized $(CMAKE_ARGS)

demo: configure ## A day of an agency's calls, in one screen
	@echo "building the command into $(BUILD)/: some minutes the first time"
	@cmake --build $(BUILD) -j $(JOBS) --target almon_command example_03_day -- --quiet
	@examples/office/demo

test: build ## All tests
	@ctest --test-dir $(BUILD) -j $(JOBS) --output-on-failure

bench: ## Measure against the peers; results in build/bench/
	@ALMON_EXTRA_PACKAGES="libbenchmark-dev python3-pip" scripts/deps
	@scripts/bench

fuzz: ## Fuzz every parser for FUZZ_SECONDS (60) each
	@ALMON_EXTRA_PACKAGES="clang-16 libclang-rt-16-dev" scripts/deps
	@scripts/fuzz

oracle: build ## The long comparisons: a million numbers against phonenumbers
	@ALMON_EXTRA_PACKAGES="python3-pip" scripts/deps
	@tests/oracle/run

install: build ## Install below PREFIX (/usr/local)
	@cmake --install $(BUILD) --prefix $(PREFIX)

format: ## Format the sources (clang-format-16)
	@git ls-files '*.hpp' '*.cpp' '*.h' | grep -v generated | xargs clang-format-16 -i

clean: ## Remove everything that was built
	@rm -rf $(BUILD) build-*
