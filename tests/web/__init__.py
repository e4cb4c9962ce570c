"""The web app: each page's logic by Streamlit's own tests, and the whole of it in a real browser."""
