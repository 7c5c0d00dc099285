"""The dashboard's pages and nothing else. Run it with ``crosscheck dashboard BUILD``."""

from __future__ import annotations

import streamlit as st

from dashboard import state

st.set_page_config(page_title="crosscheck", layout="wide")

PAGES = {
    "": st.Page("views/overview.py", title="Overview", default=True),
    "compare": st.Page("views/compare.py", title="Compare", url_path="compare"),
    "statements": st.Page("views/statements.py", title="Statements", url_path="statements"),
    "article": st.Page("views/article.py", title="Article", url_path="article"),
    "sources": st.Page("views/sources.py", title="Sources", url_path="sources"),
    "framing": st.Page("views/framing.py", title="Framing", url_path="framing"),
    "queue": st.Page("views/queue.py", title="Queue", url_path="queue"),
    "add": st.Page("views/add.py", title="Add articles", url_path="add"),
    "method": st.Page("views/method.py", title="Method", url_path="method"),
}
page = st.navigation(list(PAGES.values()), position="top")
st.html(state.STYLE)
reading = page.url_path == "article"
state.follow_links(f"article {sorted(st.query_params.to_dict().items())}" if reading else None)
page.run()
