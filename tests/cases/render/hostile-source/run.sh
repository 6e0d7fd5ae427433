# The source has escape sequences and workflow commands in it; no output may pass them on to where they work.
# A line printed here is how often something wanted was found, or something that should not be there.
control=$(printf '[\001-\010\013\014\016-\037\177]')
LC_ALL=C
export LC_ALL

human=$("$SENDFIX" --format=human --color=never input.json)
printf '%s\n' "$human" | grep -c '^error: `MutexGuard'
printf '%s\n' "$human" | grep -c 'total.lock().unwrap(); // .u{1b}\[31m'
printf '%s\n' "$human" | grep -n "$control"

github=$("$SENDFIX" --format=github --path-prefix=. input.json)
printf '%s\n' "$github" | grep -c '^::error file=main.rs,line=8,'
printf '%s\n' "$github" | grep -n "$control"
printf '%s\n' "$github" | grep -nF '##['
printf '%s\n' "$github" | grep -n '^[[:space:]]*::' | grep -v ':::error file='

"$SENDFIX" --format=json input.json 2>/dev/null | grep -c '^{"kind":"finding"'
