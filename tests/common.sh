# What the test scripts share; read with `. tests/common.sh` in the top folder.

SENDFIX=${SENDFIX:-./sendfix}
BUILD=${BUILD:-build/release}
CASE=${CASE:-}
UPDATE=${UPDATE:-}

# Whether the test of this name, or of its last parts, is one of those that CASE names.
wanted() {
    [ -z "$CASE" ] && return 0
    # shellcheck disable=SC2254 # the glob is meant
    case $1 in $CASE | */$CASE) return 0 ;; esac
    return 1
}

# Copies the broken program of a case of fixtures/ ($1) into the folder $2 and sets
# edition, crate_type and crate_root, as rustc wants them.
lay_out() {
    mkdir -p "$2"
    if [ -d "$1/broken" ]; then cp -R "$1/broken/." "$2"; else cp "$1/broken.rs" "$2/main.rs"; fi
    crate_root=main.rs
    [ -f "$2/main.rs" ] || crate_root=lib.rs
    edition=$(sed -n 's/^ *"edition": *"\([0-9]*\)".*/\1/p' "$1/case.json")
    crate_type=$(sed -n 's/^ *"crate_type": *"\([a-z-]*\)".*/\1/p' "$1/case.json")
    edition=${edition:-2021}
    crate_type=${crate_type:-bin}
}

# Compiles the stand-in crates $3... of a case ($1) into the folder $2, which has to be called registry, and sets externs to
# what rustc needs to use them. Prints a detail where one does not compile.
compile_deps() {
    deps_of=$1/deps
    registry=$2
    shift 2
    externs=
    for crate in "$@"; do
        mkdir -p "$registry/$crate-1.0.0/src"
        cp "$deps_of/$crate.rs" "$registry/$crate-1.0.0/src/lib.rs"
        # shellcheck disable=SC2086 # words
        rustc --edition 2021 --crate-type lib --crate-name "$crate" --emit=metadata --cap-lints=allow \
            -o "$registry/lib$crate.rmeta" "$registry/$crate-1.0.0/src/lib.rs" $externs 2>"$registry/errors" ||
            echo "# the stand-in deps/$crate.rs does not compile"
        externs="$externs --extern $crate=$registry/lib$crate.rmeta -L dependency=$registry"
    done
}

# $1 as an absolute path.
absolute() {
    case $1 in /*) echo "$1" ;; *) echo "$(pwd)/$1" ;; esac
}

# Runs a command for at most $1 seconds, where there is timeout(1).
bounded() {
    if command -v timeout >/dev/null 2>&1; then timeout "$@"; else shift && "$@"; fi
}
