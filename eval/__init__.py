"""Question sets, metrics, runner, benchmarks."""
