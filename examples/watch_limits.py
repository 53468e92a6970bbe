"""Extracts politely: at most 5 MB/s over 8 connections, one minute, and never more than 1 % of it.

usage: watch_limits.py FILM
"""

import sys

import cuelift
from cuelift import ExtractOptions, ReadLimits, ReadOptions

film = sys.argv[1]
size = cuelift.probe(film, count=False).size_bytes or 0
limits = ReadLimits(
    bytes_per_s=5e6, connections=8, timeout_s=60, max_bytes=max(size // 100, 1_000_000)
)
try:
    report = cuelift.extract(film, options=ExtractOptions(read=ReadOptions(limits=limits)))
except cuelift.LimitExceeded as error:
    sys.exit(f"given up: {error}")
print(f"{report.bytes_read:,} of {size:,} bytes read, {report.requests['get']} requests")
