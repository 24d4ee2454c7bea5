"""From an export file to clean, masked rows; knows no charts and no screens."""
