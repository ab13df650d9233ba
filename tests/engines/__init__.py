"""Real servers of one's own: PostgreSQL and Redis, started by the tests that need them."""
