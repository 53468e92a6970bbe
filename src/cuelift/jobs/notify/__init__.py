"""Tells the world that tasks have ended: takes messages from the outbox and hands them to sinks.

A message is delivered at least once, with the same id in every try, so that receivers can drop
doubles.
"""
