"""What Streamlit runs for this page."""

from ui.pages_ask.screen import show

show()
