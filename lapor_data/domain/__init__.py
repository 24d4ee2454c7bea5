"""Words, regions, working days, settings and formats; knows no files, no SQL, no screens."""
