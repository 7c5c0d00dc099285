"""The recipe of the shipped English pipeline (``data/english``); nothing here is needed to run crosscheck."""
