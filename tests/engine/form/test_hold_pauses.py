from strips import fault_row, neutral_values, no_rests

from facecheck.engine.form.faults import FaultWatch
from facecheck.engine.form.hold_pauses import NO_PAUSE, HoldPauses, Pause
from facecheck.engine.spec.rules import FaultRule

SLIPPED = fault_row(name="palm slipped", measure="palm_slipped", above=0.5, for_s=0.25)


def pauses(effect: str, slips: str) -> tuple[list[Pause], HoldPauses]:
    """One rule, a reading every eighth of a second: s the palm slipped, else on the cheek."""
    watch = FaultWatch(FaultRule.model_validate(SLIPPED | {"effect": effect}))
    followed = HoldPauses([watch])
    seen = []
    for at, letter in enumerate(slips):
        values = neutral_values() | {"palm_slipped": float(letter == "s")}
        watch.step(at / 8, values, no_rests())
        seen.append(followed.step())
    return seen, followed


def test_a_palm_that_slips_pauses_the_hold_and_is_named() -> None:
    seen, followed = pauses("pause", ".sss.")
    waits, stopped = Pause(exceeded=True), Pause(exceeded=True, confirmed=True)
    assert seen == [NO_PAUSE, waits, waits, stopped, NO_PAUSE]
    assert followed.paused_by is not None
    assert followed.paused_by.name == "palm slipped"
    followed.reset()
    assert followed.paused_by is None


def test_a_slip_that_is_over_before_it_is_named_is_no_pause_to_tell_of() -> None:
    seen, followed = pauses("pause", ".ss..")
    assert not any(pause.confirmed for pause in seen)
    assert followed.paused_by is None


def test_a_rule_that_restarts_pauses_as_well() -> None:
    seen, _ = pauses("restart", "ss")
    assert seen == [Pause(exceeded=True, restart=True)] * 2


def test_a_rule_without_effect_pauses_nothing() -> None:
    seen, followed = pauses("note", "ssss")
    assert seen == [NO_PAUSE] * 4
    assert followed.paused_by is None
