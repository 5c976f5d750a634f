# froth: one non-recursive Makefile. `make help` lists the targets.
#
# MODE=release (default) | debug | asan | coverage, each in a build folder of its own.
# BUILD=DIR puts everything elsewhere. WERROR=1 makes warnings errors.

MODE    ?= release
CC      ?= cc
PREFIX  ?= /usr/local
DESTDIR ?=
VERSION := 0.1.0

ifeq ($(MODE),release)
BUILD   ?= build
else
BUILD   ?= build/$(MODE)
endif

PKGS_base    := libutf8proc
PKGS_store   := sqlite3
PKGS_config  := yaml-0.1
PKGS_fetch   := libcurl libcjson libxml-2.0
PKGS_tui     := ncursesw
PKGS_cli     := libcjson
PKGS         := $(sort $(foreach r,base store config fetch tui cli,$(PKGS_$(r))))
pkg = $(if $(strip $(1)),$(shell pkg-config $(2) $(1) 2>/dev/null))

CPPFLAGS += -I. -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -DFROTH_VERSION='"$(VERSION)"'
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wold-style-definition -Wpointer-arith -Wcast-qual -Wcast-align \
            -Wwrite-strings -Wformat=2 -Wundef -Wvla -Wdouble-promotion -Wmissing-declarations \
            -Wredundant-decls -Wswitch-enum -Wimplicit-fallthrough
ifeq ($(WERROR),1)
WARN     += -Werror
endif
CFLAGS_release  := -O2 -g -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
CFLAGS_debug    := -O0 -g3 -fPIE
CFLAGS_asan     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -fPIE
CFLAGS_coverage := -O0 -g --coverage -fPIE
LDFLAGS_release := -pie -Wl,-z,relro,-z,now
LDFLAGS_debug   := -pie
LDFLAGS_asan    := -pie -fsanitize=address,undefined
LDFLAGS_coverage:= -pie --coverage
CFLAGS   ?= $(CFLAGS_$(MODE))
LDFLAGS  += $(LDFLAGS_$(MODE))
# ncursesw's own -D_XOPEN_SOURCE is an older one than ours.
override CFLAGS += -std=c17 $(WARN) $(filter-out -D%,$(call pkg,$(PKGS),--cflags))

ROOMS := base market bubble store config fetch widgets tui cli
# Which rooms a room's tests are linked with: the table of ARCHITECTURE.md.
USES_base    := base
USES_market  := market base
USES_bubble  := bubble market base
USES_store   := store market base
USES_config  := config market base
USES_fetch   := fetch market base
USES_widgets := widgets tui market base
USES_tui     := tui widgets bubble store config market base
USES_cli     := $(ROOMS)

SOURCES := main.c collector.c $(foreach r,$(ROOMS),$(wildcard $(r)/*.c))
SHARE   := $(shell find share -type f 2>/dev/null | LC_ALL=C sort)
obj      = $(patsubst %.c,$(BUILD)/%.o,$(1))
archive  = $(patsubst %,$(BUILD)/%.a,$(1))
libs     = $(call pkg,$(sort $(foreach r,$(1),$(PKGS_$(r)))),--libs)

.DELETE_ON_ERROR:
.SUFFIXES:
all: $(BUILD)/froth $(BUILD)/doc/froth.1

# Two executables, so that the viewer carries none of the network's libraries: they are most of the
# memory and of the start-up time, and what is not linked cannot connect.
VIEWER_ROOMS    := $(filter-out fetch,$(ROOMS))
COLLECTOR_ROOMS := $(filter-out tui widgets,$(ROOMS))

$(BUILD)/froth: $(BUILD)/main.o $(call archive,$(VIEWER_ROOMS)) $(BUILD)/froth-collect
	$(CC) $(LDFLAGS) -o $@ $< -Wl,--start-group $(call archive,$(VIEWER_ROOMS)) -Wl,--end-group $(call libs,$(VIEWER_ROOMS)) -lm

$(BUILD)/froth-collect: $(BUILD)/collector.o $(call archive,$(COLLECTOR_ROOMS))
	$(CC) $(LDFLAGS) -o $@ $< -Wl,--start-group $(call archive,$(COLLECTOR_ROOMS)) -Wl,--end-group $(call libs,$(COLLECTOR_ROOMS)) -lm

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Rebuilds everything when the compiler or its flags change.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(CPPFLAGS) $(CFLAGS)' | cmp -s - $@ || echo '$(CC) $(CPPFLAGS) $(CFLAGS)' > $@
FORCE:

define room_rule
$(BUILD)/$(1).a: $$(call obj,$$(wildcard $(1)/*.c)) $(if $(filter base,$(1)),$(BUILD)/gen/shipped_files.o)
	@rm -f $$@
	@$$(AR) rcs $$@ $$^
endef
$(foreach r,$(ROOMS),$(eval $(call room_rule,$(r))))

$(BUILD)/gen/shipped_files.c: scripts/embed.sh $(SHARE)
	@mkdir -p $(@D)
	sh scripts/embed.sh $(SHARE) > $@
$(BUILD)/gen/shipped_files.o: $(BUILD)/gen/shipped_files.c
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# The key list and the option list of the manual come from the program's own tables.
$(BUILD)/doc/froth.1: doc/froth.1.in $(BUILD)/froth scripts/manual.sh
	@mkdir -p $(@D)
	sh scripts/manual.sh $(BUILD)/froth doc/froth.1.in $(VERSION) > $@

# ---- tests -------------------------------------------------------------------------------------

TEST_PKGS  := cmocka
UNIT_TESTS := $(foreach r,$(ROOMS),$(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/$(r)/test_*.c)))
WHOLE_TESTS:= $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/feedd/test_*.c tests/screens/test_*.c tests/terminal/test_*.c tests/corpus/test_*.c))
TESTS      := $(UNIT_TESTS) $(WHOLE_TESTS)
FEEDD      := $(BUILD)/tests/feedd/feedd

# Code shared by tests of a folder: every file there that is not a test_*.c or a program.
support = $(call obj,$(filter-out tests/$(1)/test_%.c tests/feedd/main.c,$(wildcard tests/$(1)/*.c)))

# The tests of the commands use the fetch tests' server too.
supports = $(call support,$(1)) $(if $(filter cli,$(1)),$(call support,fetch))

define unit_rule
$(BUILD)/tests/$(1)/test_%: $(BUILD)/tests/$(1)/test_%.o $$(call supports,$(1)) $$(call archive,$$(USES_$(1)))
	$$(CC) $$(LDFLAGS) -o $$@ $$< $$(call supports,$(1)) -Wl,--start-group $$(call archive,$$(USES_$(1))) -Wl,--end-group \
	  $$(call pkg,$$(TEST_PKGS),--libs) $$(call libs,$$(USES_$(1))) -lm
endef
$(foreach r,$(ROOMS),$(eval $(call unit_rule,$(r))))

$(FEEDD): $(BUILD)/tests/feedd/main.o $(filter-out %/client.o,$(call support,feedd)) $(BUILD)/base.a
	$(CC) $(LDFLAGS) -o $@ $^ $(call pkg,libmicrohttpd zlib gnutls,--libs) $(call libs,base)

# Tests of the whole program: they run $(BUILD)/froth and $(FEEDD) as a person would, or link all of
# it; tests/screens has a terminal of its own, which the linker takes instead of the curses one.
WHOLE_LIBS := cmocka vterm libmicrohttpd zlib gnutls
define whole_rule
$(BUILD)/tests/$(1)/test_%: $(BUILD)/tests/$(1)/test_%.o $$(call support,$(1)) $$(call archive,$$(ROOMS))
	$$(CC) $$(LDFLAGS) -o $$@ $$< $$(call support,$(1)) -Wl,--start-group $$(call archive,$$(ROOMS)) -Wl,--end-group \
	  $$(call pkg,$$(WHOLE_LIBS),--libs) $$(call libs,$$(ROOMS)) -lm -lutil
endef
$(foreach f,feedd screens terminal corpus,$(eval $(call whole_rule,$(f))))

.SECONDARY:

tests: all $(TESTS) $(FEEDD)

# `make test` installs what tests need, builds, and runs all of them.
test: deps-test
	+$(MAKE) --no-print-directory check

check: tests
	@BUILD=$(BUILD) sh tests/run $(TESTS)

$(patsubst $(BUILD)/tests/%,test-%,$(TESTS)): test-%: $(BUILD)/tests/% $(BUILD)/froth $(FEEDD)
	@BUILD=$(BUILD) sh tests/run $<

sanitize: deps-test
	+$(MAKE) --no-print-directory MODE=asan check

# valgrind over the store's and the fetcher's tests: slower than ASan, sees the libraries too.
valgrind: tests
	@BUILD=$(BUILD) RUNNER="valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite --suppressions=tests/valgrind.supp" \
	  sh tests/run $(filter $(BUILD)/tests/store/% $(BUILD)/tests/fetch/%,$(UNIT_TESTS))

bench: all deps-test
	+$(MAKE) --no-print-directory tests bench-run
BENCHES := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/bench/*.c))
$(BENCHES): $(BUILD)/tests/bench/%: $(BUILD)/tests/bench/%.o $(call archive,$(ROOMS))
	$(CC) $(LDFLAGS) -o $@ $< -Wl,--start-group $(call archive,$(ROOMS)) -Wl,--end-group $(call libs,$(ROOMS)) -lm -lutil
bench-run: $(BENCHES)
	@BUILD=$(BUILD) sh tests/bench/run

# Simulates the critical values of the right-tailed tests anew, seeded: about half an hour of one core.
tables: $(BUILD)/bubble/tables/main
	$(BUILD)/bubble/tables/main > share/psy_critical.tsv
$(BUILD)/bubble/tables/main: $(BUILD)/bubble/tables/main.o $(call archive,bubble market base)
	$(CC) $(LDFLAGS) -o $@ $< $(call archive,bubble market base) $(call libs,base) -lm

FUZZERS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
fuzz: deps-test
	@BUILD=$(BUILD)/fuzz sh tests/fuzz/run $(FUZZERS)

# What no compiler checks, with the tools that are there. The manual is a page that is checked too.
lint: $(BUILD)/doc/froth.1
	+@BUILD=$(BUILD) MAKE='$(MAKE)' sh scripts/lint.sh

# A stamp a file, with the headers that it stands on: what has not changed is not read again. What a file is
# blamed for stands in its .log.
TIDIED := $(patsubst %.c,$(BUILD)/lint/%.tidy,$(SOURCES) $(wildcard bubble/tables/*.c tests/*/*.c))
lint-tidy: $(TIDIED)
$(BUILD)/lint/%.tidy: %.c .clang-tidy
	@mkdir -p $(@D)
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MM -MP -MT $@ -MF $@.d $<
	@clang-tidy --quiet $< -- -std=c17 $(CPPFLAGS) $(filter -I%,$(CFLAGS)) > $@.log 2>&1 || { cat $@.log; false; }
	@touch $@

# Every path through every function, by clang's analyser: minutes, and what it says is for a person to judge.
analyze: $(patsubst %.c,$(BUILD)/lint/%.paths,$(SOURCES))
$(BUILD)/lint/%.paths: $(BUILD)/lint/%.tidy
	@clang-tidy --quiet --checks='-*,clang-analyzer-*' --warnings-as-errors='-*' $*.c -- -std=c17 $(CPPFLAGS) \
	  $(filter -I%,$(CFLAGS)) 2> /dev/null
	@touch $@

format:
	@clang-format -i $(shell git ls-files -co --exclude-standard '*.c' '*.h')

screens: tests
	@BUILD=$(BUILD) UPDATE_SCREENS=1 sh tests/run $(BUILD)/tests/screens/test_screens

# ---- people ------------------------------------------------------------------------------------

deps:
	@sh scripts/deps build
deps-test:
	@sh scripts/deps build test

run: deps
	+$(MAKE) --no-print-directory all
	$(BUILD)/froth

demo: deps
	+$(MAKE) --no-print-directory all
	$(BUILD)/froth --demo

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/libexec/froth $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(BUILD)/froth $(DESTDIR)$(PREFIX)/bin/froth
	install -m 755 $(BUILD)/froth-collect $(DESTDIR)$(PREFIX)/libexec/froth/froth-collect
	install -m 644 $(BUILD)/doc/froth.1 $(DESTDIR)$(PREFIX)/share/man/man1/froth.1

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/froth $(DESTDIR)$(PREFIX)/libexec/froth/froth-collect $(DESTDIR)$(PREFIX)/share/man/man1/froth.1

dist:
	git archive --format=tar.gz --prefix=froth-$(VERSION)/ -o froth-$(VERSION).tar.gz HEAD

clean:
	rm -rf build

help:
	@echo 'make            builds build/froth'
	@echo 'make run        installs what is missing, builds, opens the dashboard'
	@echo 'make demo       the same on a recorded day'
	@echo 'make test       installs what tests need, builds and runs all of them'
	@echo 'make check      runs the tests without installing anything'
	@echo 'make test-ROOM/test_NAME   one test program'
	@echo 'make sanitize   all tests under ASan and UBSan'
	@echo 'make valgrind   the store and fetch tests under valgrind'
	@echo 'make tables     simulates share/psy_critical.tsv anew: half an hour of one core'
	@echo 'make lint       formatting, layers and static checks; a second run reads only what changed'
	@echo 'make analyze    every path by clang'\''s analyser: minutes'
	@echo 'make bench fuzz format screens install uninstall dist clean'

.PHONY: all tests tables test check sanitize valgrind bench bench-run fuzz lint lint-tidy analyze format screens deps deps-test run demo \
        install uninstall dist clean help FORCE

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
