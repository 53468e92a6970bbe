"""Durable extraction tasks: projects, keys, engine, workers, notification, usage.

Nothing here knows the names of a wire: what a caller's protocol wants kept lies in the ``wire``
fields, as that protocol's own business.
"""
