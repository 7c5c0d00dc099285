"""Web pages as browsers save them, in five layouts; the words of each are made here, the markup follows common
templates."""

# ruff: noqa: E501 (markup)

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

BODY = (
    "At least 45 people died when floods swept through the Kelvar valley, the interior ministry said on Tuesday.",
    "Some 2,000 residents lost their homes, according to the Red Cross, and 300 soldiers were sent to help them.",
    "Officials had put the toll at 38 on Monday; they warned that it could rise as 120 people were still missing.",
    "The river rose by 4.5 metres in two days, the highest level since records began at the Orlan bridge in 1931.",
    "Damage to roads, schools and fields may reach $30m, the finance ministry estimated in a first report.",
)
COOKIES = "We and our 312 partners use cookies. Accept all Reject all Manage options"
NAVIGATION = ("Home", "World", "Politics", "Business", "Sport", "Weather", "Sign in", "Subscribe for $4 a month")
RELATED = ("Ten photographs of the storm", "Why 600 dams are ageing", "Quiz: how well do you know rivers?")
FOOTER = "© 2021 All rights reserved. Contact us. Privacy. Terms. Our 14 newsletters"


@dataclass(frozen=True)
class Layout:
    """A page, the name it was saved under, and what is to be read from it."""

    html: str
    title: str
    outlet: str
    published: str
    url: str


def _list(words: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li><a href='#'>{w}</a></li>" for w in words) + "</ul>"


def _paragraphs(**attributes: str) -> str:
    told = "".join(f' {k.rstrip("_")}="{v}"' for k, v in attributes.items())
    return "".join(f"<p{told}>{words}</p>" for words in BODY)


def broadcaster() -> Layout:
    """Hashed class names, JSON-LD in a graph, blocks of one paragraph each, related links between them."""
    data = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, {
        "@type": ["NewsArticle"], "headline": "Floods kill 45 in the Kelvar valley", "datePublished": "2021-05-20T08:15:00.000Z",
        "dateModified": "2021-05-20T11:02:00.000Z", "publisher": {"@type": "Organization", "name": "BBC News"},
        "author": [{"@type": "Person", "name": "Ada Writer"}]}]}  # fmt: skip
    blocks = "".join(
        f'<div data-component="text-block" class="ssrcss-7uxr49-RichTextContainer"><p>{w}</p></div>' for w in BODY
    )
    half = len(blocks) // 2
    cut = blocks.index("<div data-component", half)
    html = f"""<!-- saved from url=(0045)https://www.bbc.com/news/world-kelvar-57184215 --><!DOCTYPE html><html lang="en-GB"><head>
    <meta charset="utf-8"><title>Floods kill 45 in the Kelvar valley - BBC News</title>
    <link rel="canonical" href="https://www.bbc.com/news/world-kelvar-57184215">
    <script type="application/ld+json">{json.dumps(data)}</script></head><body><div id="cookiePrompt" role="dialog">
    <p>{COOKIES}</p><button>Accept</button></div><nav aria-label="Main">{_list(NAVIGATION)}</nav><main><article><header>
    <h1>Floods kill 45 in the Kelvar valley</h1><time datetime="2021-05-20">20 May 2021</time></header>{blocks[:cut]}
    <aside><h2>More on this story</h2>{_list(RELATED)}</aside>{blocks[cut:]}</article></main><footer>{FOOTER}</footer></body></html>"""
    return Layout(
        html,
        "Floods kill 45 in the Kelvar valley",
        "bbc",
        "2021-05-20",
        "https://www.bbc.com/news/world-kelvar-57184215",
    )


def newspaper() -> Layout:
    """OpenGraph and article:* metadata, a standfirst, figures with captions, share buttons, an appeal for money."""
    html = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Kelvar floods: 45 dead | World news | The Guardian</title>
    <meta property="og:title" content="Kelvar floods: at least 45 dead after river bursts banks">
    <meta property="og:site_name" content="the Guardian"><meta property="og:type" content="article">
    <meta property="og:url" content="https://www.theguardian.com/world/2021/may/20/kelvar-floods">
    <meta property="article:published_time" content="2021-05-20T09:30:12.000Z">
    <meta property="article:modified_time" content="2021-05-21T07:00:00.000Z">
    <meta property="article:author" content="https://www.theguardian.com/profile/ada-writer"></head><body>
    <div class="sp_message_container"><p>{COOKIES}</p></div><header class="top-bar">{_list(NAVIGATION)}</header>
    <article class="content--article"><h1>Kelvar floods: at least 45 dead after river bursts banks</h1>
    <div class="content__meta"><ul class="social"><li>Share on Facebook</li><li>Share on Twitter</li></ul></div>
    <div class="content__article-body" itemprop="articleBody">{_paragraphs(class_="dcr-1b64dqh")}</div>
    <section class="contributions"><p>Since you are here, 1.5 million readers support us. From as little as $1.</p></section></article>
    <section class="onward"><h2>Most viewed</h2>{_list(RELATED)}</section><footer>{FOOTER}</footer></body></html>"""
    return Layout(html, "Kelvar floods: at least 45 dead after river bursts banks", "guardian", "2021-05-20",
                  "https://www.theguardian.com/world/2021/may/20/kelvar-floods")  # fmt: skip


def blog() -> Layout:
    """A common blogging system: entry-content, widgets, tags, comments under the text."""
    comments = "".join(f'<li class="comment"><p>Reader {n}: I heard that {n}00 died!</p></li>' for n in range(2, 7))
    html = f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>Forty-five dead in Kelvar – Valley Watch</title>
    <link rel="canonical" href="https://valleywatch.example.org/2021/05/forty-five-dead/">
    <meta property="og:site_name" content="Valley Watch"><meta property="og:title" content="Forty-five dead in Kelvar">
    <meta property="article:published_time" content="2021-05-20T17:45:00+00:00"></head><body class="single single-post">
    <div id="cookie-law-info-bar">{COOKIES}</div><header id="masthead"><nav class="main-navigation">{_list(NAVIGATION)}</nav></header>
    <main><article class="post-417 post type-post hentry"><h1 class="entry-title">Forty-five dead in Kelvar</h1>
    <div class="entry-content">{_paragraphs()}</div><footer class="entry-footer">Tags: floods, rivers</footer></article>
    <div id="comments" class="comments-area"><h2>5 thoughts</h2><ol class="comment-list">{comments}</ol></div></main>
    <aside id="secondary" class="widget-area"><h2>Recent posts</h2>{_list(RELATED)}</aside>
    <footer id="colophon">{FOOTER}</footer></body></html>"""
    return Layout(html, "Forty-five dead in Kelvar", "valley-watch", "2021-05-20",
                  "https://valleywatch.example.org/2021/05/forty-five-dead/")  # fmt: skip


def old_table() -> Layout:
    """The web of 2003: no metadata but a date element, tables for layout, capital tags left open, Windows-1252."""
    html = f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">
    <META NAME="DC.date.issued" CONTENT="2021-05-20"><META NAME="DC.publisher" CONTENT="Valley Gazette">
    <TITLE>Floods kill 45 in valley</TITLE></HEAD><BODY BGCOLOR=white><TABLE WIDTH=780><TR><TD COLSPAN=2>
    {" | ".join(f"<A HREF=#>{w}</A>" for w in NAVIGATION)}</TD></TR><TR><TD WIDTH=160 VALIGN=top>{_list(RELATED)}</TD>
    <TD VALIGN=top><H1>Floods kill 45 in valley</H1><DIV CLASS="story">{"".join(f"<P>{w}" for w in BODY)}<P>The “Orlan” bridge is shut.
    </DIV></TD></TR><TR><TD COLSPAN=2><FONT SIZE=1>{FOOTER}</FONT></TD></TR></TABLE></BODY></HTML>"""
    return Layout(html, "Floods kill 45 in valley", "valley-gazette", "2021-05-20", "")


def application() -> Layout:
    """Drawn by scripts: the saved page holds the text as rendered, state in scripts, layers and lists all around."""
    state = json.dumps({"props": {"page": {"title": "x", "views": 48_211, "related": list(RELATED)}}})
    data = {"@type": "ReportageNewsArticle", "headline": "Kelvar: death toll rises to 45", "datePublished": "2021-05-20",
            "publisher": {"name": "Reuters"}, "mainEntityOfPage": "https://www.reuters.com/world/kelvar-toll/"}  # fmt: skip
    html = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Kelvar: death toll rises to 45 | Reuters</title>
    <link rel="canonical" href="https://www.reuters.com/world/kelvar-toll/"><script type="application/ld+json">{json.dumps(data)}</script>
    <script>window.__STATE__={state};</script><style>.a{{color:red}}</style></head><body><div id="root"><div class="onetrust-banner" role="alertdialog">
    {COOKIES}</div><div role="navigation">{_list(NAVIGATION)}</div><div class="layout"><main><div class="article__container">
    <h1 data-testid="Heading">Kelvar: death toll rises to 45</h1><div class="article-body__content">
    {"".join(f'<div data-testid="paragraph-{n}" class="text__text">{w}</div>' for n, w in enumerate(BODY))}</div></div></main>
    <div class="sidebar"><h3>Read next</h3>{_list(RELATED)}</div></div><div class="footer">{FOOTER}</div></div></body></html>"""
    return Layout(
        html, "Kelvar: death toll rises to 45", "reuters", "2021-05-20", "https://www.reuters.com/world/kelvar-toll/"
    )


LAYOUTS = {made.__name__: made() for made in (broadcaster, newspaper, blog, old_table, application)}
