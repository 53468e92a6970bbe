"""Turns a folder or prefix of films into JSON Lines, one file a track, and prints what it cost.

usage: archive_to_jsonl.py SOURCE... TARGET_FOLDER/
"""

import sys

import cuelift

*films, folder = sys.argv[1:]
cost = 0
for film in films:
    report = cuelift.extract(film, f"{folder}{{basename}}.{{streamindex}}.jsonl", "jsonl")
    cost += report.bytes_read
    for track in report.tracks:
        print(report.source, track.index, track.language, track.outcome, track.cues)
print(f"{cost:,} bytes read")
