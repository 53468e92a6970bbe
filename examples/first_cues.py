"""Prints the first ten cues of a film; stops reading as soon as it has them.

usage: first_cues.py FILM [LANGUAGE]
"""

import sys
from itertools import islice

import cuelift

film, *rest = sys.argv[1:]
for cue in islice(cuelift.cues(film, language=rest[0] if rest else None), 10):
    seconds = cue.start_ns / 1e9
    print(f"{seconds:9.3f}  {cue.text!r}")
