"""Run every program: ``python -m bench``."""

from bench import (
    attribution,
    captions,
    engines,
    fanout,
    memory,
    phones,
    record,
    storm,
    transcripts,
    votes,
    workshop,
)
from bench.measure import run

run(
    attribution.main,
    captions.main,
    engines.main,
    fanout.main,
    memory.main,
    phones.main,
    record.main,
    storm.main,
    transcripts.main,
    votes.main,
    workshop.main,
)
