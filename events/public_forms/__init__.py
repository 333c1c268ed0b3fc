"""The caravan's public forms: ask for a stop, and follow what was asked for."""
