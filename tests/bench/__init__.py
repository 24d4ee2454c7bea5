"""The benchmark: `python -m tests.bench`; what it measures and found stands in docs/benchmark.md."""
