"""The slides of a meeting, the same for screen and PowerPoint."""
