"""The data card of a dataset: ``README.md`` with a head that Hugging Face reads.

Spec: Hugging Face Hub, "Dataset Cards" (https://huggingface.co/docs/hub/datasets-cards) and
``datasetcard.md`` of huggingface/hub-docs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cuelift.dataset.model import Drops, Utterance
from cuelift.dataset.split import Split

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
LICENSE_LINE = "license: unknown  # TO BE FILLED IN: the licence of the films and captions"


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a card tells beside what the utterances show."""

    name: str
    form: str
    audio: str
    rate: int
    recipe: str
    version: str
    seed: int
    shares: str
    films: Mapping[Split, int]
    drops: Drops


def card(parts: Mapping[Split, Sequence[Utterance]], facts: Facts) -> bytes:
    """The card, UTF-8."""
    everything = [each for utterances in parts.values() for each in utterances]
    languages = sorted({each.language.partition("-")[0] for each in everything if each.language})
    lines = [
        "---",
        f"pretty_name: {_quoted(facts.name)}",
        LICENSE_LINE,
        *_list("language", languages),
        *_list("task_categories", ["automatic-speech-recognition"]),
        *_list("size_categories", [_size(len(everything))]),
        *_list("annotations_creators", ["found"]),
        *_list("language_creators", ["found"]),
        *_list("source_datasets", ["original"]),
        *_list("tags", ["audio", "cuelift", "speech"]),
        *_configs(parts, facts),
        "---",
        "",
        f"# {_plain(facts.name)}",
        "",
        "Speech and what is said, made from films and their captions.",
        "",
        "**Licence: to be filled in** by whoever publishes this. The rights in the films and their "
        "captions are not looked at by the program that made it.",
        "",
        *_table(parts, facts),
        *_languages(everything),
        *_drops(facts.drops),
        *_making(facts),
    ]
    return "\n".join(lines).encode()


def _quoted(text: str) -> str:
    """A YAML text: JSON texts are such (YAML 1.2, clause 1.3)."""
    return msgspec.json.encode(text).decode()


def _plain(text: str) -> str:
    return " ".join(text.split()) or "dataset"


def _list(name: str, values: Sequence[str]) -> list[str]:
    return [f"{name}:", *(f"- {_quoted(value)}" for value in values)] if values else []


def _size(count: int) -> str:
    return next((name for limit, name in _SIZES if count < limit), "1M<n<10M")


def _configs(parts: Mapping[Split, Sequence[Utterance]], facts: Facts) -> list[str]:
    """Where the parts are, for the form whose folders do not tell."""
    if facts.form != "nemo":
        return []
    lines = ["configs:", "- config_name: default", "  data_files:"]
    for split, utterances in parts.items():
        if utterances:
            name = "validation" if split == "dev" else split
            lines += [f"  - split: {name}", f"    path: {split}.jsonl"]
    return lines


def _hours(utterances: Sequence[Utterance]) -> str:
    return f"{sum(each.duration_s for each in utterances) / 3600:.3f}"


def _table(parts: Mapping[Split, Sequence[Utterance]], facts: Facts) -> list[str]:
    lines = ["| part | films | utterances | hours | named speakers |", "|---|---|---|---|---|"]
    for split, utterances in parts.items():
        speakers = len({each.speaker_id for each in utterances if each.speaker is not None})
        films = facts.films.get(split, 0)
        lines.append(
            f"| {split} | {films:,} | {len(utterances):,} | {_hours(utterances)} | {speakers:,} |"
        )
    return [*lines, ""]


def _languages(everything: Sequence[Utterance]) -> list[str]:
    by_language: dict[str, list[Utterance]] = {}
    for each in everything:
        by_language.setdefault(each.language or "und", []).append(each)
    lines = ["## Languages", "", "| language | utterances | hours |", "|---|---|---|"]
    for language, utterances in sorted(by_language.items()):
        lines.append(f"| {language} | {len(utterances):,} | {_hours(utterances)} |")
    return [*lines, ""]


def _drops(drops: Drops) -> list[str]:
    lines = ["## What was left out", "", "| reason | captions | hours |", "|---|---|---|"]
    for reason, drop in sorted(drops.items()):
        lines.append(f"| {reason} | {drop.cues:,} | {drop.seconds / 3600:.3f} |")
    return [*lines, ""] if drops else ["## What was left out", "", "Nothing.", ""]


def _making(facts: Facts) -> list[str]:
    audio = f"{facts.audio}, {facts.rate:,} Hz, mono" if facts.audio != "none" else "not cut"
    return [
        "## How it was made",
        "",
        f"- cuelift {facts.version}, form `{facts.form}`",
        f"- audio: {audio}",
        f"- text passes: `{facts.recipe or 'none'}`",
        f"- parts by film: shares {facts.shares} of train, dev and test, seed {facts.seed}",
        "",
    ]
