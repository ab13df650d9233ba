"""Sessions that are live in this process."""
