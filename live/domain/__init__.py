"""The rules of a live session: pure, without clock, randomness or I/O."""
