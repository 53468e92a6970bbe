"""The pass ``reflow``."""

from cuelift.text.reflow.run import ReflowOptions, limits_of, reflow

__all__ = ["ReflowOptions", "limits_of", "reflow"]
