"""Asking a build: what a claim or cluster is and why (:mod:`explain`), and who prints what for some words
(:mod:`compare`).

Everything is read from the tables that a build wrote; nothing there is changed. Answers are plain dicts, printed by
:mod:`pipeline.why.cli` as tables or as JSON.
"""
