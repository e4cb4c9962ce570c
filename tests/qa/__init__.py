"""Tests of questions: what they are understood as, compiled to, and answered with, on two subjects."""
