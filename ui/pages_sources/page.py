"""What Streamlit runs for this page."""

from ui.pages_sources.screen import show

show()
