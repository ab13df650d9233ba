"""Load: many phones in one session at little cost, what they saw, and whether it was right."""
