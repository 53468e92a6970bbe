"""Makes speech-recognition datasets of films: reads captions, cuts audio, writes manifests."""

from cuelift.extract.dataset.build import build_dataset
from cuelift.extract.dataset.options import DatasetOptions
from cuelift.extract.dataset.report import DatasetReport, FilmReport

__all__ = ["DatasetOptions", "DatasetReport", "FilmReport", "build_dataset"]
