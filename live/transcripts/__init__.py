"""Transcripts of calls, as the platforms save them: read, with what could not be read and why."""
