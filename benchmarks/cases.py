"""What is run, and the figures that are to be reached."""

from typing import Literal, NamedTuple

Where = Literal["remote", "cold", "warm"]


FRAGMENTED = "e_frag.mp4"
"""ffmpeg finds no durations in it, so that its cues end where they start."""


class Contender(NamedTuple):
    """A program in a trial."""

    label: str
    program: str
    """``cuelift``, or a key of `peers.PEERS`."""
    options: tuple[str, ...] = ()


BYTES = Contender("cuelift", "cuelift", ("--objective", "bytes"))
TIME = Contender("cuelift, time", "cuelift", ("--objective", "time"))
BULK = Contender("cuelift", "cuelift", ("--objective", "bytes", "--max-read", "100%"))
LOCAL = Contender("cuelift", "cuelift")
FFMPEG = Contender("ffmpeg", "ffmpeg")
MKVEXTRACT = Contender("mkvextract", "mkvextract")
PYAV = Contender("pyav", "pyav")
MP4BOX = Contender("mp4box", "mp4box")


class Trial(NamedTuple):
    """One film under one condition; its contenders take turns."""

    film: str
    where: Where
    contenders: tuple[Contender, ...]


TRIALS: dict[str, Trial] = {
    "mkv worst, remote": Trial("a_mkvmerge.mkv", "remote", (BYTES, TIME, FFMPEG, PYAV)),
    "mkv aligned, remote": Trial("aligned.mkv", "remote", (BYTES, TIME, FFMPEG)),
    "mkv no cues, remote": Trial("c1_nosubcues.mkv", "remote", (BULK, FFMPEG)),
    "mp4 faststart, remote": Trial("d1_faststart.mp4", "remote", (BYTES, FFMPEG)),
    "mp4 moov last, remote": Trial("d2_moovend.mp4", "remote", (BYTES, FFMPEG)),
    "mp4 fragments, remote": Trial(FRAGMENTED, "remote", (BYTES, FFMPEG)),
    "mkv worst, cold": Trial("a_mkvmerge.mkv", "cold", (LOCAL, FFMPEG, MKVEXTRACT)),
    "mkv worst, warm": Trial("a_mkvmerge.mkv", "warm", (LOCAL, FFMPEG, MKVEXTRACT, PYAV)),
    "mkv aligned, warm": Trial("aligned.mkv", "warm", (LOCAL, FFMPEG, MKVEXTRACT)),
    "mkv no cues, warm": Trial("c1_nosubcues.mkv", "warm", (LOCAL, FFMPEG, MKVEXTRACT)),
    "mp4 faststart, cold": Trial("d1_faststart.mp4", "cold", (LOCAL, FFMPEG, MP4BOX)),
    "mp4 faststart, warm": Trial("d1_faststart.mp4", "warm", (LOCAL, FFMPEG, MP4BOX, PYAV)),
    "mp4 moov last, warm": Trial("d2_moovend.mp4", "warm", (LOCAL, FFMPEG, MP4BOX)),
    "mp4 fragments, warm": Trial(FRAGMENTED, "warm", (LOCAL, FFMPEG, MP4BOX)),
}

Kind = Literal["share", "need", "faster", "within"]


class Goal(NamedTuple):
    """One figure: what is asked, and the trial that shows it."""

    about: str
    trial: str
    kind: Kind
    """Bytes read by the film's size; by moov and payload; least peer's wall time by ours; ours by
    the peer's."""
    asked: float
    label: str = "cuelift"
    peers: tuple[str, ...] = ("ffmpeg",)


GOALS = (
    Goal("MKV, unrelated timings, `bytes`", "mkv worst, remote", "share", 0.0015),
    Goal("MKV, aligned timings, `bytes`", "mkv aligned, remote", "share", 0.0006),
    Goal("MKV, unrelated timings, `time`", "mkv worst, remote", "share", 0.01, TIME.label),
    Goal("MKV, aligned timings, `time`", "mkv aligned, remote", "share", 0.01, TIME.label),
    Goal("MP4, against moov + payload", "mp4 faststart, remote", "need", 1.1),
    Goal("MP4 with moov last, against moov + payload", "mp4 moov last, remote", "need", 1.1),
    Goal("fragmented MP4 with mfra", "mp4 fragments, remote", "share", 0.0035),
    Goal("remote MKV, aligned timings, `bytes`", "mkv aligned, remote", "faster", 40),
    Goal("remote MKV, unrelated timings, `bytes`", "mkv worst, remote", "faster", 12),
    Goal("remote MKV, unrelated timings, `time`", "mkv worst, remote", "faster", 15, TIME.label),
    Goal("remote MP4", "mp4 faststart, remote", "faster", 14),
    Goal("remote MP4 with moov last", "mp4 moov last, remote", "faster", 14),
    Goal("remote fragmented MP4", "mp4 fragments, remote", "faster", 45),
    Goal("remote MKV without caption cues", "mkv no cues, remote", "faster", 6),
    Goal(
        "local MKV, cold cache, against the better of ffmpeg and mkvextract",
        "mkv worst, cold", "faster", 6, peers=("ffmpeg", "mkvextract"),
    ),
    Goal("local MKV, warm", "mkv worst, warm", "faster", 2.5),
    Goal("local MP4, warm", "mp4 faststart, warm", "faster", 2),
    Goal(
        "local MP4, warm, wall time by MP4Box's", "mp4 faststart, warm", "within", 1.5,
        peers=("mp4box",),
    ),
)  # fmt: skip

ANON_BYTES = 120e6
"""Most anonymous memory, in any trial."""
INDEX_S = 0.06
"""Index of the film with unrelated timings, parsed."""
