"""Run every program: ``python -m bench``."""

from bench import attribution, captions, fanout, record, transcripts, votes, workshop
from bench.measure import run

run(
    attribution.main,
    captions.main,
    fanout.main,
    record.main,
    transcripts.main,
    votes.main,
    workshop.main,
)
