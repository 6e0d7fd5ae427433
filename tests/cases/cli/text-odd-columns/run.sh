# TABs, wide and combining characters, lines that rustc cuts, CRLF, a byte order mark: the columns that its text shows are
# not those that it counts, and yet the text must give the findings that the JSON gives.
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
compare() {
    (
        cd "$folder" || exit
        rustc --edition 2021 --emit=metadata --error-format=json --out-dir . main.rs 2>json
        jq -r 'select(.rendered) | .rendered' json >text
        for input in json text; do
            "$SENDFIX" --format=json "$input" 2>/dev/null | jq -c '[.cause, .await, .roots, .fixes]' >"found-$input"
        done
        grep -c . found-json
        diff found-json found-text
        grep -cF '...' text
    )
}
cp main.rs "$folder/main.rs"
compare
{ printf '\357\273\277' && sed "s/$(printf '\t')/    /; s/\$/$(printf '\r')/" main.rs; } >"$folder/main.rs"
compare
