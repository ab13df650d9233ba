"""Run every program: ``python -m bench``."""

from bench import fanout, votes
from bench.measure import run

run(fanout.main, votes.main)
