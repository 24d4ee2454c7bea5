"""The benchmark: `python -m tests.bench`. What it measures stands in docs/benchmark.md."""
