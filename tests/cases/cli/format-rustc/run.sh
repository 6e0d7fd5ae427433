# Every line that came in goes out as JSON, the family's with our help in it.
"$SENDFIX" --format=rustc | jq -c '[.message, .level, [.children[].message]]'
