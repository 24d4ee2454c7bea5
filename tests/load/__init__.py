"""Many people at once: real sessions on a real server, while imports run in other processes."""
