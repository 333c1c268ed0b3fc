"""Django's database engine for PostgreSQL, which learns without asking that a connection has ended."""
