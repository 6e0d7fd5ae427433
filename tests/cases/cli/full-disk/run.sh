#!/bin/sh
# A write that fails for another reason than a reader who has gone is told of.
echo text | "$SENDFIX" >/dev/full
