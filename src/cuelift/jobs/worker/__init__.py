"""Runs one attempt at a task in a child process with limits."""
