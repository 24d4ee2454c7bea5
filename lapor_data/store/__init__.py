"""The DuckDB store: versions as files, schema, merge, snapshots; knows no screens."""
