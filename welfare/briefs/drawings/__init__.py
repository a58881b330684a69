"""The pictures of a brief, each a pure function of numbers and words."""
