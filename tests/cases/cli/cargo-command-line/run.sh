#!/bin/sh
# Shows the command line that cargo gets, by a cargo of our own.
cargo() { "$SENDFIX" cargo-sendfix sendfix "$@"; echo "exit status $?"; }
CARGO=$(mktemp) || exit 1
export CARGO
trap 'rm -f "$CARGO"' EXIT
cat >"$CARGO" <<'Y'
#!/bin/sh
printf '<%s> ' "$@"
echo
exit 101
Y
chmod +x "$CARGO"
cargo
cargo -p demo --lib
cargo build --release
cargo --color=never test name -- --nocapture
cargo --format human run -- --message-format=own
cargo --format=json --width 80 clippy -- -D warnings 2>&1
