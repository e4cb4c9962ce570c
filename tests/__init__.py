"""Tests of every room, against real engines, real files and real processes. No patched drivers live here."""
