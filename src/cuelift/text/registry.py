"""The text passes by name.

Their modules are light: what is heavy (dictionaries, segmenters) is imported by the pass that runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cuelift.text.ads import AdsOptions, ads
from cuelift.text.base import Pass
from cuelift.text.bidi import BidiOptions, bidi
from cuelift.text.casing import CasingOptions, casing
from cuelift.text.dedupe import DedupeOptions, dedupe
from cuelift.text.hearing_impaired import HearingImpairedOptions, hearing_impaired
from cuelift.text.mojibake import MojibakeOptions, mojibake
from cuelift.text.ocr_fixes import OcrFixesOptions, ocr_fixes
from cuelift.text.punctuation import PunctuationOptions, punctuation
from cuelift.text.redact import RedactOptions, redact
from cuelift.text.reflow import ReflowOptions, reflow
from cuelift.text.speakers import SpeakersOptions, speakers
from cuelift.text.spelling import SpellingOptions, spelling
from cuelift.text.timing import TimingOptions, timing
from cuelift.text.whitespace import WhitespaceOptions, whitespace

_ENTRIES: tuple[Pass, ...] = (
    Pass(
        name="mojibake",
        says="Mends text that was decoded by a wrong charset.",
        options=MojibakeOptions,
        run=mojibake,
    ),
    Pass(
        name="bidi",
        says="Takes stray directional marks away; puts right-to-left punctuation right.",
        options=BidiOptions,
        run=bidi,
        main="marks",
    ),
    Pass(
        name="dedupe",
        says="Joins cues that only repeat others.",
        options=DedupeOptions,
        run=dedupe,
        main="gap_ms",
    ),
    Pass(
        name="hearing_impaired",
        says="Takes away, or tags, sounds, speaker labels and music.",
        options=HearingImpairedOptions,
        run=hearing_impaired,
        main="mode",
    ),
    Pass(
        name="speakers",
        says="Makes names in text and colours the speakers of the cues, written alike.",
        options=SpeakersOptions,
        run=speakers,
        main="labels",
    ),
    Pass(
        name="ads",
        says="Takes credits of subtitles, advertisements and watermarks away.",
        options=AdsOptions,
        run=ads,
        main="watermark",
    ),
    Pass(
        name="ocr_fixes",
        says="Mends misread words where a dictionary leaves no doubt.",
        options=OcrFixesOptions,
        run=ocr_fixes,
    ),
    Pass(
        name="spelling",
        says="Mends known misspellings.",
        options=SpellingOptions,
        run=spelling,
    ),
    Pass(
        name="whitespace",
        says="Takes away white space that nobody meant.",
        options=WhitespaceOptions,
        run=whitespace,
    ),
    Pass(
        name="punctuation",
        says="Spaces, marks, quotes and dashes as the language writes them.",
        options=PunctuationOptions,
        run=punctuation,
    ),
    Pass(
        name="casing",
        says="All capitals to sentence case, with names kept.",
        options=CasingOptions,
        run=casing,
        main="scope",
    ),
    Pass(
        name="redact",
        says="Masks strong language and personal data.",
        options=RedactOptions,
        run=redact,
        main="mask",
    ),
    Pass(
        name="reflow",
        says="Breaks lines, parts and joins cues, sets durations and gaps as a style guide asks.",
        options=ReflowOptions,
        run=reflow,
        main="profile",
    ),
    Pass(
        name="timing",
        says="Shifts, stretches and clamps times, or aligns them to another file of the film.",
        options=TimingOptions,
        run=timing,
        main="shift",
        idempotent=False,
    ),
)
"""In the order in which they make sense one after the other."""

PASSES: Mapping[str, Pass] = MappingProxyType({entry.name: entry for entry in _ENTRIES})
