"""Run every program: ``python -m bench``."""

from bench import attribution, captions, engines, fanout, record, transcripts, votes, workshop
from bench.measure import run

run(
    attribution.main,
    captions.main,
    engines.main,
    fanout.main,
    record.main,
    transcripts.main,
    votes.main,
    workshop.main,
)
