"""The visit: the guide for the time there is, the notes that come from a phone, and how they reach the story."""
