"""Takes credits of subtitles and advertisements away."""

from cuelift.text.ads.run import AdsOptions, ads

__all__ = ["AdsOptions", "ads"]
