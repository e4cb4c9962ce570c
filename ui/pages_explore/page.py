"""What Streamlit runs for this page."""

from ui.pages_explore.screen import show

show()
