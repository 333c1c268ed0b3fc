"""What programs ask: lists and documents under `/api/v1/`, search, changes and permanent identifiers."""
