"""Run every program: ``python -m bench``."""

from bench import attribution, fanout, transcripts, votes
from bench.measure import run

run(attribution.main, fanout.main, transcripts.main, votes.main)
