"""Run every program: ``python -m bench``."""

from bench import (
    attribution,
    captions,
    engines,
    fanout,
    memory,
    phones,
    record,
    slow,
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
    slow.main,
    storm.main,
    transcripts.main,
    votes.main,
    workshop.main,
)
