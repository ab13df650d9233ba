"""What the simulated captioner writes."""

from live.simulate.captioner import SPEECHES, speech
from live.simulate.contributions import CONTRIBUTIONS


def asked(about: str, organisation: str = "Analytical Society") -> dict[str, object]:
    return {"about": about, "person": {"name": "Ada", "organisation": organisation}}


def test_every_contribution_is_spoken() -> None:
    for said in CONTRIBUTIONS:
        words = speech(asked(said.about))
        assert said.about in words
        assert all(remark.text in words for remark in said.remarks)
    assert len(SPEECHES) >= len(CONTRIBUTIONS)


def test_whoever_goes_on_does_not_begin_anew() -> None:
    words = speech(asked("Costs"), again=True)
    assert "Analytical Society" not in words
    assert words.startswith("As I was saying.")


def test_whoever_speaks_for_nobody_says_so_of_nobody() -> None:
    assert "I speak for" not in speech(asked("Costs", organisation=""))
