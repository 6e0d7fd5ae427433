# The file is not here: the fix is shown on the lines that rustc quotes, and is no edit for programs.
"$SENDFIX" "$@" input.json
"$SENDFIX" --format=json input.json 2>/dev/null | jq -c '[.cause.line, .cause.byte_end, (.fixes[] | [.id, .edits])]'
"$SENDFIX" --format=patch input.json 2>/dev/null | wc -c
