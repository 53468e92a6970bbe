"""Plans the reads, runs the stages, writes the report."""
