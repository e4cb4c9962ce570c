"""The ui room: the command line and the wiring of the other rooms; the only one that reads the environment.

What does not live here: rules, queries, storage. No file here may be named like a room, since
``streamlit run ui/app.py`` puts this folder first on the path.
"""
