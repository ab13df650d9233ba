"""Whether a server can be opened here: all that is looked at before people come."""
