"""SQL, and nothing but SQL: what is kept, and how it is read again."""
