"""A fuzzer of the importer: `python -m tests.fuzz --jumlah 10000 --benih 1` (docs/security.md)."""
