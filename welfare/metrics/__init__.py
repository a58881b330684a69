"""Pure functions on numbers: classes of a map, shares, comparisons."""
