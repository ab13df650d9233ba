"""What is kept, in SQL: sessions, journal, directory, badges, links and ballots.

SQL is only here. Every function takes a connection and runs in a transaction that
``live.store.database`` has begun. An event is a kind and some bytes to it.
"""
