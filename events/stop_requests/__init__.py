"""Requests for a stop: how they move, what is written of them and who is told."""
