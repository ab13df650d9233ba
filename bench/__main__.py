"""Run every program: ``python -m bench``."""

from bench import attribution, fanout, votes
from bench.measure import run

run(attribution.main, fanout.main, votes.main)
