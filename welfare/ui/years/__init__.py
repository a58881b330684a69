"""Moving through years in the browser: a map and a ranked list that need no rerun."""
