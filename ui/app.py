"""The web app, three pages in one navigation: run by ``sextant serve``, or by ``streamlit run ui/app.py``."""

import sys
from pathlib import Path

if (ROOT := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, ROOT)  # `streamlit run` puts this folder on the path, and the rooms lie one above

from ui.pages_common.frame import run_app

run_app()
