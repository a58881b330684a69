"""Measured against stated floors in one run and printed as ratios: these never time out a test."""
