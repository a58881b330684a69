"""The library behind the pages: catalogue, warehouse, queries, metrics, charts, language, UI."""
