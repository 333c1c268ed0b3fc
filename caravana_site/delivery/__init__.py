"""What caches may keep, for how long, and how they are told to forget it."""
