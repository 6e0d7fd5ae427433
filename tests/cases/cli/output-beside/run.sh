# The findings go to several places, each in its own format; the stream's other lines only to standard output.
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
"$SENDFIX" --format=github --path-prefix=.  --output "json=$folder/found" --output="patch=$folder/patch" | cut -c 1-40
echo '-- json'
jq -c '[.rule, .cause.line, [.fixes[].id]]' "$folder/found"
echo '-- patch'
cat "$folder/patch"
