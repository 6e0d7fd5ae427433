# A workspace, a package in it and the user say what they want; the command line counts most, then the package.
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/shop/app/src" "$folder/home/sendfix"
cd "$folder/shop/app" || exit
printf '[workspace]\nmembers = ["app"]\n[workspace.metadata.sendfix]\nformat = "json"\n' >../Cargo.toml
printf '[package]\nname = "app"\n' >Cargo.toml
printf 'format = "gitlab"\nascii = true\n' >"$folder/home/sendfix/config.toml"
XDG_CONFIG_HOME=$folder/home
export XDG_CONFIG_HOME
"$SENDFIX" </dev/null && echo 'json of nothing is nothing'
printf '[package.metadata.sendfix]\nformat = "junit"\n' >>Cargo.toml
"$SENDFIX" </dev/null | head -n 1
"$SENDFIX" --format=checkstyle </dev/null | tail -n 1
printf 'frob = 1\n' >>Cargo.toml
"$SENDFIX" </dev/null 2>&1 | sed 's/.*\/Cargo/Cargo/'
"$SENDFIX" --version # is told whatever a file says
"$SENDFIX" cargo-sendfix --version
rm Cargo.toml ../Cargo.toml
"$SENDFIX" </dev/null
cd .. # a package that is its own workspace, and what its manifest is not asked for
printf '[package]\nname = "app"\nmetadata.sendfix = { format = "junit", only = true }\n[workspace]\n' >Cargo.toml
mkdir inner && cd inner || exit
foreign='{"$message_type":"diagnostic","message":"x","level":"error","spans":[],"children":[],"rendered":"error: x\n"}'
printf '%s\n' "$foreign" | "$SENDFIX" --format=human
printf '%s\n' "$foreign" | "$SENDFIX" --format=human --no-only
"$SENDFIX" --diff </dev/null && echo 'a patch of nothing is nothing'
