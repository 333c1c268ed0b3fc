"""Aranese Occitan."""
