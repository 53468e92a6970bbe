"""Benchmarks: films of known content, a slow range server, a meter and the table of the figures."""
