"""Cuts the audio of films: decoded once, at the samples where segments begin and end."""

from cuelift.dataset.audio.base import Engine, Recording
from cuelift.dataset.audio.engines import find_engine

__all__ = ["Engine", "Recording", "find_engine"]
