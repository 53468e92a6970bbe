"""Which language a track is in: what its tag says, what its title hints, what its text shows."""

from cuelift.language.identify import Detected, Share, detect
from cuelift.language.judge import Verdict, judge
from cuelift.language.titles import language_of_title

__all__ = ["Detected", "Share", "Verdict", "detect", "judge", "language_of_title"]
