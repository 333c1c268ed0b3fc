"""What `tools/fuzz.py` and the tests send."""
