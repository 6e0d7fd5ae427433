# A place is a link to the file, by its whole name, and stays readable as FILE:LINE:COLUMN.
"$SENDFIX" --color=always input.json | tr '\033' '!' | sed -n "s|^.*--> ![[]0m!]8;;file://[^/]*$(pwd -P)/\(.*\)|\1|p"
