"""The translators' queue: what waits, for whom, since when; who takes it, reads it and answers about it."""
