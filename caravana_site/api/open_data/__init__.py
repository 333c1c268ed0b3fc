"""Open data at `/data/`: dumps of the documents, their dictionary and their catalogue."""
