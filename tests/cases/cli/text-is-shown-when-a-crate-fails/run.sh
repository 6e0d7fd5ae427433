# Of text nobody knows when the build is over (cargo watch goes on for ever): what is found is shown once a crate has failed.
{
    cat ../text-of-a-changed-file/input.txt
    echo 'error: could not compile `demo` (bin "demo") due to 1 previous error'
    echo '[Finished running. Exit status: 101]'
} | "$SENDFIX" --width=100 | sed -n '/^error: `\|^sendfix: \|^\[/p'
