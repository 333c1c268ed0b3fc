"""How much of the site is translated, by languages and type, and how that went day by day."""
