"""Text processing: small passes over the cues, each change of which is kept and can be undone."""

from cuelift.text.base import Context, Pass
from cuelift.text.edits import Change, Edits
from cuelift.text.recipe import Step, parse_recipe
from cuelift.text.registry import PASSES
from cuelift.text.run import Cleaned, clean

__all__ = [
    "PASSES",
    "Change",
    "Cleaned",
    "Context",
    "Edits",
    "Pass",
    "Step",
    "clean",
    "parse_recipe",
]
