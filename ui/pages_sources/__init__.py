"""The page at ``/sources``: what the home holds, what was set aside, adding and forgetting."""
