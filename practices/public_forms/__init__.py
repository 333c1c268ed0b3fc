"""The public forms of the catalogue: write to whoever runs a practice, tell that you repeat it."""
