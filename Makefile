# LiteWork. The two commands that matter: `make run` and `make test`.
# Everything is built with one set of tags, so that the build cache serves all.

TAGS     := x11,migrated_fynedo,no_animations
GO       ?= go
GOFLAGS_ := -tags $(TAGS)
# The race detector watches LiteWork and what it is made of, but not SQLite,
# which is C translated to Go and takes five times as long under it.
RACE     := -race -gcflags='modernc.org/...=-race=false'
BIN      := build/litework
PKGS     := ./...
# Reaches a window where there is none: a screen in memory, a session bus, and
# an unlocked keyring.
SCREEN   := scripts/screen

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0

SHELL       := /bin/bash
.SHELLFLAGS := -o pipefail -c

.PHONY: help run build deps test unit crashes soak mutants window lint vulncheck tour bench benchmarks clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: build ## install what is missing, build, open LiteWork (without a display: the tour)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(BIN); else \
	  echo "There is no display here: LiteWork runs through its tour on a screen in memory."; \
	  $(MAKE) --no-print-directory tour; fi

build: deps ## build build/litework
	$(GO) build $(GOFLAGS_) -o $(BIN) .

deps: ## install the system packages that are missing (Debian, Ubuntu)
	@scripts/deps

test: deps ## everything that CI checks
	@scripts/step "format"  sh -c 'test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }'
	@scripts/step "vet"     $(GO) vet $(GOFLAGS_) $(PKGS)
	@scripts/step "lint"    $(MAKE) --no-print-directory lint
	@scripts/step "known vulnerabilities" $(MAKE) --no-print-directory vulncheck
	@scripts/step "tests, with the race detector" $(MAKE) --no-print-directory unit
	@scripts/step "kills, crashes and lost replies, all of them" $(MAKE) --no-print-directory crashes
	@scripts/step "the real window" $(MAKE) --no-print-directory window

unit: ## the tests of every package, with the race detector
	$(GO) test $(GOFLAGS_) $(RACE) -timeout 15m $(PKGS)

crashes: ## end the program at every moment, simulate two-way sync, and say how many were tried
	$(GO) test $(GOFLAGS_) -count=1 -timeout 8m -v \
	  -run 'Killed|Crash|Interrupted|DoubledOrLost|TestDisconnect|TestLargeBatch|Calls|ContactsAreRead|ManyPulls|PagesDrift' ./store ./xerosync \
	  | grep -vE '^(=== |    --- |        --- )'
	$(GO) test $(GOFLAGS_) -count=1 -timeout 8m -v -run 'TestPlanner' ./xerosync/merge -planner $(CASES) \
	  | grep -vE '^(=== |    --- |        --- )'
	@$(MAKE) --no-print-directory soak

# How many lives are simulated, from which seed on, and how many random cases
# the planner is given.
N     ?= 2000
FIRST ?= 1
CASES ?= 200000

soak: ## simulate N lives of a company file; ends with "N seeds, V violations"
	@$(GO) test $(GOFLAGS_) -count=1 -timeout 0 -v -run TestSimulation ./xerosync -firstseed $(FIRST) -seeds $(N) \
	  | grep -vE '^(=== | *--- PASS|(ok|PASS|FAIL)([[:space:]]|$$))'

mutants: ## break the engine on purpose, fault by fault, and say which test notices
	@$(GO) run ./scripts/mutants

window: build ## the main job in the real window, with the real keyring
	LITEWORK_REAL_KEYRING=1 LITEWORK_WINDOW_BINARY=$(abspath $(BIN)) \
	  $(SCREEN) $(GO) test $(GOFLAGS_) -count=1 -v -timeout 8m \
	  -run 'Window|RealKeyring' ./app/drive/... ./xerosync/xeroapi/...

lint: ## staticcheck, the import directions and the house rules
	$(GO) run $(STATICCHECK) $(GOFLAGS_) $(PKGS)
	$(GO) test $(GOFLAGS_) -run 'House' .
	@if command -v golangci-lint >/dev/null; then golangci-lint run --build-tags $(TAGS); fi

vulncheck: ## known vulnerabilities, where their database can be reached
	@scripts/vulncheck $(GO) run $(GOVULNCHECK) $(GOFLAGS_) $(PKGS)

tour: build ## drive the real window by keyboard and mouse, pictures in build/tour
	$(GO) build $(GOFLAGS_) -o build/tour-driver ./app/drive/tour
	@$(SCREEN) build/tour-driver -binary $(BIN) -out build/tour

bench: build ## speed and size against their bars, one line each
	$(GO) build $(GOFLAGS_) -o build/bare ./app/drive/bare
	$(GO) build $(GOFLAGS_) -o build/bench-driver ./app/drive/bench
	@$(SCREEN) build/bench-driver -binary $(BIN) -bare build/bare -go $(GO) -tags $(TAGS) $(if $(ONLY),-only "$(ONLY)")

benchmarks: ## every Go benchmark, in full
	$(GO) test $(GOFLAGS_) -run '^$$' -bench . -benchtime 1s ./document/... ./store/... ./pdf/... ./xerosync/... ./app/...

clean: ## remove what was built
	rm -rf build
