#!/bin/sh
# A reader that goes at once must neither end the writer nor be told of.
{
    { i=0; while [ $i -lt 20000 ]; do echo "line $i of a long text that fills the pipe"; i=$((i + 1)); done
      echo "the writer was not disturbed" >&2
    } | "$SENDFIX" "$@"
    echo "exit status $?" >&2
} | head -n 2
