"""The record: what a session leaves behind, and one writer for each format of it."""
