# What --fail-on makes of an error that is not ours, one that is, and none.
foreign='{"$message_type":"diagnostic","message":"mismatched types","code":null,"level":"error","spans":[],"children":[],"rendered":"error: mismatched types\n"}'
for what in error finding never; do
    printf '%s\n' "$foreign" | "$SENDFIX" --fail-on=$what >/dev/null
    echo "$what, an error that is not ours: $?"
    "$SENDFIX" --fail-on=$what input.json >/dev/null
    echo "$what, an error that is ours: $?"
    "$SENDFIX" --fail-on=$what </dev/null
    echo "$what, nothing: $?"
done
