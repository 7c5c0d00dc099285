"""Front matter that is read without YAML says what YAML would have said."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline import frontmatter

_VALUES = [
    "Ten killed",
    '"Ten killed: what we know"',
    "2016-08-11",
    "Yes",
    "null",
    "1_000",
    "12:30",
    "a #b",
    "it's",
    "a-",
]


@pytest.mark.parametrize(
    ("block", "fields"),
    [
        ("title: Ten killed\noutlet: bbc\n", {"title": "Ten killed", "outlet": "bbc"}),
        (
            'title: "Flood: what we know"\r\ndate: 2016-08-11\r\n',
            {"title": "Flood: what we know", "date": "2016-08-11"},
        ),
        ("title: once\ntitle: twice\n", {"title": "twice"}),
    ],
)
def test_plain_lines_are_read_as_they_stand(block: str, fields: dict[str, object]) -> None:
    assert frontmatter._plain(block) == fields


@pytest.mark.parametrize(
    "line",
    [
        "digest: yes",
        "title: Null",
        "title: a: b",
        "title: a #b",
        "on: 2016",
        "title: 'a'",
        "title:",
        "title: a\n  b",
        "- a",
    ],
)
def test_what_yaml_reads_otherwise_is_left_to_it(line: str) -> None:
    assert frontmatter._plain(f"{line}\n") is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["title", "date", "off", "yes", "see_also"]),
            st.one_of(st.sampled_from(_VALUES), st.text("aN09 ,.;:?!'()/-_\"#&~=<eé", min_size=1, max_size=8)),
        ),
        max_size=4,
    )
)
def test_plain_lines_mean_what_they_mean_in_yaml(lines: list[tuple[str, str]]) -> None:
    block = "".join(f"{key}: {value}\n" for key, value in lines)
    if fields := frontmatter._plain(block):
        assert fields == yaml.load(block, Loader=frontmatter._Words)
