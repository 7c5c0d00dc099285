"""The queue by keyboard: where the cursor goes, and how it comes back."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from dashboard.worklist import Item

# Puts the cursor into a field that has just been opened, leaves a field on Enter or Escape so that the keys decide
# again, and reaches the note with T and the link with L.
_FOCUS = """
export default function ({ data }) {
  const field = (name) => document.querySelector(`.st-key-${name} input`);
  const editable = (e) => e.matches && e.matches("input, textarea, [contenteditable=true]");
  const keys = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (editable(event.target)) {
      const ours = event.target.closest("[class*='st-key-queue_']");
      const chooses = event.target.closest("[role=combobox], [data-baseweb=select]");
      if (ours && !chooses && ["Escape", "Enter"].includes(event.key)) setTimeout(() => event.target.blur(), 0);
      return;
    }
    const wanted = { t: "queue_note", l: "queue_evidence" }[event.key.toLowerCase()];
    const found = wanted && field(wanted);
    if (found) { event.preventDefault(); found.focus(); }
  };
  const free = (event) => { if (event.target.type === "checkbox") setTimeout(() => event.target.blur(), 0); };
  document.addEventListener("keydown", keys);
  document.addEventListener("change", free);
  if (data && data.focus && window.crosscheckFocus !== data.focus) {
    let tries = 0;
    const seek = () => {
      const found = field(data.field);
      if (found) found.focus(); else if (tries++ < 20) setTimeout(seek, 50);
    };
    seek();
  }
  window.crosscheckFocus = data ? data.focus : "";
  return () => {
    document.removeEventListener("keydown", keys);
    document.removeEventListener("change", free);
  };
}
"""


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("crosscheck_focus", js=_FOCUS)


def keys(item: Item) -> None:
    """Lets the keyboard reach the fields; a part of the page without a look of its own."""
    form = st.session_state.get("queue_form")
    focus = " ".join(form) if form and form[0] == item.address else ""
    _component()(key="queue_keys", data={"focus": focus, "field": "queue_form"})
