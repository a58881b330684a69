"""Cells as agencies write them, made into codes, numbers, years and ages. Pure functions."""
