"""People who are not there: clients that speak the protocol as a browser does."""
