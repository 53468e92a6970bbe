from __future__ import annotations

from cuelift.translate.assemble import assemble
from cuelift.translate.glossary import Glossary
from cuelift.translate.groups import groups_of
from cuelift.translate.marks import Restored, Run
from cuelift.translate.result import TranslationReport
from cuelift.translate.sentences import Piece, Unit
from cuelift.translate.turns import turns_of
from tests.translate.doubles import said


def test_a_cue_fares_as_the_worst_of_its_parts():
    cues = said("- A\n- B", "- A\n- C", "A", "♪")
    units = [
        Unit("speech", (Piece(n, turn.start, turn.end),))
        for n, cue in enumerate(cues)
        for turn in turns_of(n, cue)
    ]
    groups = groups_of(cues, units, Glossary(), terms=True)
    groups[0].restored = Restored([Run("a")], ())
    groups[1].restored = Restored([Run("b")], ("a number is missing",))
    groups[2].failure = "no answer"
    report = TranslationReport(source="en", target="es", engine="x")
    done = assemble(cues, [turns_of(n, cue) for n, cue in enumerate(cues)], groups, report)

    assert done.statuses == ["doubtful", "failed", "translated", "kept"]
    assert [cue.text for cue in done.cues] == ["- a\n- b", "- A\n- C", "a", "♪"]
    assert (report.failed[0].cues, report.doubtful[0].cues) == ((1,), (0,))
