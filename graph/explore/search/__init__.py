"""Search over the index: documents found by their words, by what they mean and by the things they name, fused."""
