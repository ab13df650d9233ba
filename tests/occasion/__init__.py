"""The model occasion, written out: a pan-regional consultation on a treaty on cybercrime."""
