"""Fetching from the network, tried against servers on this machine that do what a test scripts."""
