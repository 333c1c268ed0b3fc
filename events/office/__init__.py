"""The back office of requests for a stop: who works on them sees them here, and nowhere else."""
