"""SQL with bound parameters, a module per table: rows in, DataFrames out."""
