"""Takes away what captions for hearing-impaired viewers add to what is said.

First everything is marked (``mark``), by the words of the language and by the habits of the track;
only then it is tagged or taken away.
"""

from cuelift.text.hearing_impaired.mark import Mark, mark
from cuelift.text.hearing_impaired.options import HearingImpairedOptions
from cuelift.text.hearing_impaired.run import hearing_impaired

__all__ = ["HearingImpairedOptions", "Mark", "hearing_impaired", "mark"]
