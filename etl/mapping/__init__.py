"""A table described by a steward in YAML: the model, its fields and units, the way into the file.

``wages.xlsx.yml`` beside ``wages.xlsx`` says what each column is. docs/mapping.md explains it.
"""
