"""Several processes that serve one port, with a real Redis."""
