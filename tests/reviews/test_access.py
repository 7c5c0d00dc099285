"""Who may write, and under which name."""

from __future__ import annotations

import pytest

from pipeline.reviews.access import Visit, local_name, read_only, reviewer

LOGIN = {"is_logged_in": True, "name": "Ada", "email": "ada@example.org"}


@pytest.mark.parametrize(
    ("environ", "visit", "name", "why"),
    [
        ({}, Visit({}), local_name(), ""),
        ({}, Visit({}, chosen="Grace"), "Grace", ""),
        ({}, Visit({}, chosen=" \n "), local_name(), ""),
        ({"CROSSCHECK_READ_ONLY": "1"}, Visit({}, chosen="Grace"), None, "read only"),
        ({"CROSSCHECK_READ_ONLY": "0"}, Visit({}, chosen="Grace"), "Grace", ""),
        # served to others: nobody writes unless something tells who they are
        ({}, Visit({}, address="0.0.0.0", chosen="Grace"), None, "open to other machines"),
        ({"CROSSCHECK_USER": "Desk"}, Visit({}, address="0.0.0.0", chosen="Grace"), "Desk", ""),
        # a trusted header: whatever its case, and never a name of one's own choice
        ({"CROSSCHECK_USER_HEADER": "X-Remote-User"}, Visit({"x-remote-user": "Ada"}, chosen="Grace"), "Ada", ""),
        ({"CROSSCHECK_USER_HEADER": "X-Remote-User"}, Visit({}, chosen="Grace"), None, "named nobody"),
        ({"CROSSCHECK_USER_HEADER": "X-Remote-User"}, Visit({"X-Other": "Ada"}), None, "named nobody"),
        ({"CROSSCHECK_USER_HEADER": "X-Remote-User"}, Visit({"X-Remote-User": "x" * 300}), None, "named nobody"),
        ({"CROSSCHECK_USER_HEADER": "X-Remote-User"}, Visit({"X-Remote-User": "A\x00\nB"}), "A\ufffd B", ""),
        ({}, Visit({"X-Remote-User": "Mallory"}), local_name(), ""),
        # Streamlit's login
        ({}, Visit({}, login=LOGIN, address="0.0.0.0"), "Ada", ""),
        ({}, Visit({}, login={"is_logged_in": True, "email": "a@example.org"}), "a@example.org", ""),
        ({}, Visit({}, login={"is_logged_in": False}, chosen="Grace"), None, "Log in"),
        ({}, Visit({}, login={"is_logged_in": True}), None, "no name"),
        ({"CROSSCHECK_READ_ONLY": "yes"}, Visit({}, login=LOGIN), None, "read only"),
    ],
)
def test_who_may_write(environ: dict[str, str], visit: Visit, name: str | None, why: str) -> None:
    found = reviewer(visit, environ)
    assert found.name == name
    assert why in found.why
    assert bool(found.why) == (name is None)


@pytest.mark.parametrize(
    ("visit", "fixed"), [(Visit({}), False), (Visit({}, login=LOGIN), True), (Visit({}, address="0.0.0.0"), True)]
)
def test_only_a_user_of_this_machine_chooses_a_name(visit: Visit, fixed: bool) -> None:
    assert reviewer(visit, {}).fixed is fixed


@pytest.mark.parametrize(("value", "shut"), [("", False), ("0", False), ("false", False), ("1", True), ("yes", True)])
def test_read_only_is_a_switch(value: str, shut: bool) -> None:
    assert read_only({"CROSSCHECK_READ_ONLY": value}) is shut
