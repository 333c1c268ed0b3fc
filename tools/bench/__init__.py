"""How fast the site is as it is deployed: `make bench`. What each part measures stands in docs/benchmark.md."""
