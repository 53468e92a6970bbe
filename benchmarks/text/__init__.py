"""Benchmarks of the text passes: cues marked by hand, which the passes are judged by."""
