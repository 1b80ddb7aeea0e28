"""Being here makes `judges` (and other helpers beside the tests) importable from every test."""
