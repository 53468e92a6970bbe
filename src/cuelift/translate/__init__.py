"""Translation of captions: cues in one language to the same cues in another."""

from cuelift.translate.cache import Cache
from cuelift.translate.engines import ENGINES, Engine, EngineOptions, open_engine
from cuelift.translate.glossary import Glossary, Term, parse_glossary, read_glossary
from cuelift.translate.options import TranslateOptions
from cuelift.translate.pipeline import Asking, translate
from cuelift.translate.result import CueStatus, Failure, Translated, TranslationReport
from cuelift.translate.service import Translator

__all__ = [
    "ENGINES",
    "Asking",
    "Cache",
    "CueStatus",
    "Engine",
    "EngineOptions",
    "Failure",
    "Glossary",
    "Term",
    "TranslateOptions",
    "Translated",
    "TranslationReport",
    "Translator",
    "open_engine",
    "parse_glossary",
    "read_glossary",
    "translate",
]
