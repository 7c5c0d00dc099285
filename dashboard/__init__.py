"""The Streamlit dashboard over the tables that ``pipeline`` wrote."""
