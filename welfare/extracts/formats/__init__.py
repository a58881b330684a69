"""The formats in which an extract is written, a module each: ``write(extract, target, progress)``.

The bytes depend on the extract alone. Rows are read in batches, and a format that can be written
row by row takes no more memory than a batch.
"""
