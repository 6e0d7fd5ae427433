# sendfix. GNU make 4 or newer; `make help` tells what can be made.
#
# Everything made lies in build/ (and three names at the top); build/<variant>/ mirrors src/ and tests/.
# Only relative paths are used, so the tree may lie in a path with blanks.
# Our own flags come first, the packager's CPPFLAGS, CFLAGS and LDFLAGS last.

-include config.mk

# Variables, for the command line or config.mk:
VARIANT ?= release#   release, debug or asan (address and undefined-behaviour sanitizers)
BUILD ?= build/$(VARIANT)# where objects and programs go
PREFIX ?= /usr/local#
DESTDIR ?=#           put in front of PREFIX by packagers
DEV ?=#               1: warnings are errors, and more of them
V ?=#                 1: show commands
DEPS ?= auto#         no: never install a missing library, only name it
GRAMMAR_DIR ?=#       folder with a copy of tree-sitter-rust 0.23.3; else it is fetched
CASE ?=#              test: only what this glob names, such as 'guards/*'
UPDATE ?=#            test: 1 rewrites the expectations in tests/e2e-expected
PKG_CONFIG ?= pkg-config#
INSTALL ?= install
AR ?= ar

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/sh
GOALS := $(or $(MAKECMDGOALS),all)

# ---- flags ----

WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wstrict-prototypes \
  -Wmissing-prototypes -Wold-style-definition -Wwrite-strings -Wcast-qual -Wcast-align -Wpointer-arith \
  -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wdouble-promotion -Wnull-dereference -Wimplicit-fallthrough

OPTIMISE_release := -O3 -g
OPTIMISE_debug := -O0 -g3
OPTIMISE_asan := -O1 -g -fno-omit-frame-pointer
SANITIZE_asan := -fsanitize=address,undefined -fno-sanitize-recover=all
GRAMMAR_SANITIZE_asan := -fsanitize=address
ifeq ($(origin OPTIMISE_$(VARIANT)),undefined)
  $(error VARIANT is $(VARIANT); it can be release, debug or asan)
endif
SANITIZE := $(SANITIZE_$(VARIANT))

ifeq ($(DEV),1)
  ifneq ($(findstring clang,$(shell $(CC) --version 2>/dev/null)),)
    WARNINGS += -Wcomma -Wunreachable-code -Wmissing-variable-declarations
  else
    WARNINGS += -Wlogical-op -Wduplicated-cond -Wduplicated-branches
  endif
  WARNINGS += -Werror
endif

OUR_CPPFLAGS = -Isrc -D_POSIX_C_SOURCE=200809L -D_FILE_OFFSET_BITS=64
COMPILE = $(CC) -std=c11 $(OUR_CPPFLAGS) $(WARNINGS) $(OPTIMISE_$(VARIANT)) -fstack-protector-strong \
  $(SANITIZE) $(LIBS_CFLAGS) $(CPPFLAGS) $(CFLAGS)
# The generated parser is not ours to warn about, and is slow without optimisation.
COMPILE_GRAMMAR = $(CC) -std=c11 -Ibuild/grammar/src -O2 $(GRAMMAR_SANITIZE_$(VARIANT)) $(CPPFLAGS) $(CFLAGS) -w
LINK = $(CC) $(SANITIZE) $(LDFLAGS)

quote = '$(subst ','\'',$(1))'
ifeq ($(V),1)
  Q :=
  say =
else
  Q := @
  say = @printf '  %-5s %s\n' $(1) $(2)
endif

# ---- what there is ----

LIB_SOURCES := $(filter-out src/main.c,$(sort $(wildcard src/*.c src/*/*.c)))
LIB_OBJECTS := $(LIB_SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/gen/patterns_data.o
GRAMMAR_OBJECTS := $(BUILD)/grammar/parser.o $(BUILD)/grammar/scanner.o
LIB := $(BUILD)/libsendfix.a
PROGRAM := $(BUILD)/sendfix
PATTERNS := $(sort $(wildcard patterns/*.pat patterns/*/*.pat patterns/explain/*/*.txt))
TEST_SOURCES := $(sort $(wildcard tests/unit/test_*.c))
TEST_SUPPORT := $(filter-out $(TEST_SOURCES),$(sort $(wildcard tests/unit/*.c)))
TEST_PROGRAMS := $(TEST_SOURCES:%.c=$(BUILD)/%)
TEST_OBJECTS := $(TEST_SOURCES:%.c=$(BUILD)/%.o) $(TEST_SUPPORT:%.c=$(BUILD)/%.o)
FORMATTED = $(sort $(wildcard src/*.[ch] src/*/*.[ch] tests/*.[ch] tests/*/*.[ch]))
C_SOURCES := $(LIB_SOURCES) src/main.c $(TEST_SOURCES) $(TEST_SUPPORT) $(wildcard tests/*.c)

# ---- targets ----

## all: build ./sendfix and its other two names, cargo-sendfix and sendfix-rustc (the default)
all: $(PROGRAM) build/compile_commands.json
ifeq ($(BUILD),build/release)
all: sendfix cargo-sendfix sendfix-rustc
endif

sendfix: build/release/sendfix
	$(call say,LN,$@)
	$(Q)ln -f $< $@ 2>/dev/null || cp -f $< $@

cargo-sendfix sendfix-rustc: | sendfix
	$(Q)ln -sf sendfix $@

## deps: install what is missing: compiler, pkg-config, libraries, tools of the tests
deps:
	@sh .make/deps build test

## demo: compile some broken programs of fixtures/ and show what sendfix says of them
demo: all
	@sh .make/demo

## test, check: all tests; CASE=glob limits them, UPDATE=1 rewrites tests/e2e-expected
test check: all $(TEST_PROGRAMS)
	@$(TEST_ENV) sh tests/run

## unit: the unit tests only
unit: $(TEST_PROGRAMS)
	@$(TEST_ENV) sh tests/run unit

TEST_ENV = CASE=$(call quote,$(CASE)) UPDATE=$(call quote,$(UPDATE)) BUILD=$(call quote,$(BUILD)) \
  SENDFIX=$(call quote,$(if $(filter build/release,$(BUILD)),./sendfix,$(PROGRAM))) CC=$(call quote,$(CC)) \
  LIBS_CFLAGS=$(call quote,$(LIBS_CFLAGS))

## bench: throughput, memory and start-up time beside those of jq and cat
bench: all $(BUILD)/tests/measure
	@BUILD=$(call quote,$(BUILD)) sh tests/bench

# Where things go, by the GNU coding standards; each may be set.
bindir ?= $(PREFIX)/bin
datarootdir ?= $(PREFIX)/share
mandir ?= $(datarootdir)/man
docdir ?= $(datarootdir)/doc/sendfix
bashdir ?= $(datarootdir)/bash-completion/completions
zshdir ?= $(datarootdir)/zsh/site-functions
fishdir ?= $(datarootdir)/fish/vendor_completions.d

INSTALLED = $(bindir)/sendfix $(bindir)/cargo-sendfix $(bindir)/sendfix-rustc \
  $(mandir)/man1/sendfix.1 $(mandir)/man1/cargo-sendfix.1 $(mandir)/man1/sendfix-rustc.1 \
  $(bashdir)/sendfix $(bashdir)/cargo-sendfix $(zshdir)/_sendfix \
  $(fishdir)/sendfix.fish $(fishdir)/cargo-sendfix.fish $(docdir)/README.md $(docdir)/LICENSE

GENERATED := man cargo-man bash zsh fish
$(GENERATED:%=$(BUILD)/generated/%): $(BUILD)/generated/%: $(PROGRAM)
	@mkdir -p $(@D)
	$(Q)$(PROGRAM) --generate=$* > $@.tmp && mv $@.tmp $@

# usage: $(call put,MODE,FILE,NAME)
put = $(INSTALL) -d "$(DESTDIR)$(dir $(3))" && $(INSTALL) -m $(1) $(2) "$(DESTDIR)$(3)"

## install: program, manual pages and completions into $(DESTDIR)$(PREFIX)
install: all $(GENERATED:%=$(BUILD)/generated/%)
	$(Q)$(call put,755,$(PROGRAM),$(bindir)/sendfix)
	$(Q)ln -sf sendfix "$(DESTDIR)$(bindir)/cargo-sendfix"
	$(Q)ln -sf sendfix "$(DESTDIR)$(bindir)/sendfix-rustc"
	$(Q)$(call put,644,$(BUILD)/generated/man,$(mandir)/man1/sendfix.1)
	$(Q)$(call put,644,$(BUILD)/generated/cargo-man,$(mandir)/man1/cargo-sendfix.1)
	$(Q)echo '.so man1/sendfix.1' > "$(DESTDIR)$(mandir)/man1/sendfix-rustc.1"
	$(Q)$(call put,644,$(BUILD)/generated/bash,$(bashdir)/sendfix)
	$(Q)ln -sf sendfix "$(DESTDIR)$(bashdir)/cargo-sendfix"
	$(Q)$(call put,644,$(BUILD)/generated/zsh,$(zshdir)/_sendfix)
	$(Q)$(call put,644,$(BUILD)/generated/fish,$(fishdir)/sendfix.fish)
	$(Q)ln -sf sendfix.fish "$(DESTDIR)$(fishdir)/cargo-sendfix.fish"
	$(Q)$(call put,644,README.md,$(docdir)/README.md)
	$(Q)$(call put,644,LICENSE,$(docdir)/LICENSE)

## uninstall: remove what install put there
uninstall:
	$(Q)for file in $(foreach file,$(INSTALLED),"$(DESTDIR)$(file)"); do rm -f "$$file"; done
	$(Q)rmdir "$(DESTDIR)$(docdir)" 2>/dev/null || :

## deb: a Debian package in build/deb/ (needs dpkg-dev; GRAMMAR_DIR= and DEPS=no as for all)
deb: all
	@VERSION=$(call quote,$(VERSION)) MAKE=$(call quote,$(MAKE)) sh .make/deb

VERSION = $(shell sed -n 's/.*SENDFIX_VERSION "\(.*\)"/\1/p' src/base/version.h)

## format: clang-format over src/ and tests/
format:
	clang-format -i $(FORMATTED)

## lint: clang-format (check only), clang-tidy and the layer and size checks
lint: build/compile_commands.json
	clang-format --dry-run -Werror $(FORMATTED)
	clang-tidy --quiet -p build $(filter src/%,$(C_SOURCES))
	@$(TEST_ENV) sh tests/run layers

## clean: remove all that was made
clean:
	rm -rf build sendfix cargo-sendfix sendfix-rustc

## help: this list
help:
	@echo 'make TARGET [VARIABLE=VALUE ...]'
	@sed -n 's/^## \([a-z, ]*\): */\1|/p' Makefile | awk -F'|' '{ printf "  %-12s %s\n", $$1, $$2 }'
	@echo 'Variables:'
	@sed -n 's/^\([A-Z_]*\) ?= *\([^#]*\)# */\1|\2|/p' Makefile | \
	  awk -F'|' '{ printf "  %-12s %s%s\n", $$1, $$3, $$2 == "" ? "" : " (" $$2 ")" }'

.PHONY: all deps demo test check unit bench install uninstall deb format lint clean help FORCE

# ---- how ----

# Library flags, looked up once; a missing library is installed on the way (DEPS=no: only named).
ifneq ($(filter-out deps help clean format uninstall,$(GOALS)),)
include build/libs.mk
endif
ifneq ($(filter test check unit lint build/compile_commands.json $(BUILD)/tests/unit/%,$(GOALS)),)
include build/libs-test.mk
endif

build/libs.mk build/libs-test.mk: .make/deps
	@mkdir -p build
	@PKG_CONFIG=$(call quote,$(PKG_CONFIG)) CC=$(call quote,$(CC)) DEPS=$(call quote,$(DEPS)) \
	  sh .make/deps --flags $(if $(findstring test,$@),test,build) > $@.tmp
	@mv $@.tmp $@

# Stamps change only when their text does: what depends on them is made again then.
stamp = @mkdir -p $(@D); printf '%s\n' $(call quote,$(1)) | cmp -s - $@ || printf '%s\n' $(call quote,$(1)) > $@
$(BUILD)/flags: FORCE
	$(call stamp,$(COMPILE) / $(COMPILE_GRAMMAR))
$(BUILD)/link-flags: FORCE
	$(call stamp,$(LINK) $(LIBS))
$(BUILD)/sources: FORCE
	$(call stamp,$(LIB_OBJECTS) $(GRAMMAR_OBJECTS))
build/gen/patterns.list: FORCE
	$(call stamp,$(PATTERNS))

$(BUILD)/%.o: %.c $(BUILD)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

$(BUILD)/gen/patterns_data.o: build/gen/patterns_data.c $(BUILD)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

build/gen/patterns_data.c: $(PATTERNS) build/gen/patterns.list .make/embed
	$(call say,GEN,$@)
	$(Q)sh .make/embed patterns $(PATTERNS:patterns/%=%) > $@.$$$$ && mv $@.$$$$ $@

# Not made again because GRAMMAR_DIR changes: all copies have the same checksums.
build/grammar/src/parser.c build/grammar/src/scanner.c &: .make/grammar
	$(call say,GET,tree-sitter-rust)
	$(Q)GRAMMAR_DIR=$(call quote,$(GRAMMAR_DIR)) sh .make/grammar build/grammar

$(BUILD)/grammar/%.o: build/grammar/src/%.c $(BUILD)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE_GRAMMAR) -c -o $@ $<

$(LIB): $(LIB_OBJECTS) $(GRAMMAR_OBJECTS) $(BUILD)/sources
	$(call say,AR,$@)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $(LIB_OBJECTS) $(GRAMMAR_OBJECTS)

$(PROGRAM): $(BUILD)/src/main.o $(LIB) $(BUILD)/link-flags
	$(call say,LD,$@)
	$(Q)$(LINK) -o $@ $< $(LIB) $(LIBS)

$(TEST_PROGRAMS): $(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(TEST_SUPPORT:%.c=$(BUILD)/%.o) $(LIB) $(BUILD)/link-flags
	$(call say,LD,$@)
	$(Q)$(LINK) -o $@ $(filter %.o,$^) $(LIB) $(LIBS) $(LIBS_TEST)

$(TEST_OBJECTS): private LIBS_CFLAGS += $(LIBS_TEST_CFLAGS)

$(BUILD)/tests/measure: $(BUILD)/tests/measure.o
	$(call say,LD,$@)
	$(Q)$(LINK) -o $@ $<

build/compile_commands.json: $(BUILD)/flags $(BUILD)/sources .make/compile-commands $(C_SOURCES)
	$(Q)sh .make/compile-commands $(call quote,$(COMPILE) $(LIBS_TEST_CFLAGS)) $(C_SOURCES) > $@.$$$$ && mv $@.$$$$ $@

.SECONDARY:
-include $(patsubst %.o,%.d,$(LIB_OBJECTS) $(BUILD)/src/main.o $(TEST_OBJECTS) $(BUILD)/tests/measure.o)
