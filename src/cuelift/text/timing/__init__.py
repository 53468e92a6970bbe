"""The pass ``timing``."""

from cuelift.text.timing.run import TimingOptions, timing

__all__ = ["TimingOptions", "timing"]
