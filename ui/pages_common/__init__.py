"""What the pages share: the frame around them, text of documents made safe to show, citations, charts."""
