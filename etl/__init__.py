"""From agencies' files to one warehouse: read, conform, check, load, publish."""
