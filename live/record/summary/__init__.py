"""The summary: a report that can be sent to those who took part."""
