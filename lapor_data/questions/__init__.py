"""Questions to the store: one SQL file each, with the Python function of the same name."""
