"""Running the site: what it writes down, what it measures, and what it says when something is wrong."""
