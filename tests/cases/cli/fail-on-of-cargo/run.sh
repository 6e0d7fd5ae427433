# What --fail-on makes of a cargo that fails: in the build, before it, and in what it runs behind it.
CARGO=$(mktemp) || exit 1
export CARGO
trap 'rm -f "$CARGO"' EXIT
cargo() { # $1: what it says of the build, $2: its exit status
    printf '#!/bin/sh\n%s\nexit %s\n' "$1" "$2" >"$CARGO"
    chmod +x "$CARGO"
    for what in error finding never; do
        "$SENDFIX" cargo-sendfix sendfix --fail-on=$what test >/dev/null
        printf '%s: %s%s' "$what" "$?" "$([ $what = never ] || echo ', ')"
    done
    echo ", where cargo says '$1' and ends with $2"
}
cargo "echo '{\"reason\":\"build-finished\",\"success\":false}'" 101
cargo "echo '{\"reason\":\"build-finished\",\"success\":true}'" 101
cargo "echo '{\"reason\":\"build-finished\",\"success\":true}'" 0
cargo : 101
