"""Printed briefs: a province or a comparison on two A4 pages."""
