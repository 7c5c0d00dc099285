"""The language of a text: English is taken, others are named, short texts are not turned away."""

from __future__ import annotations

import pytest

from pipeline.languages import detect, name


@pytest.mark.parametrize(
    ("text", "code", "called"),
    [
        (
            "Die Hafenbehörde zählte am Montag vierzig Fähren und schickte drei davon wieder weg, wie sie mitteilte.",
            "de",
            "German",
        ),
        (
            "Le port a compté quarante bateaux lundi, et trois ont dû repartir avant midi, selon les autorités.",
            "fr",
            "French",
        ),
        (
            "El puerto contó cuarenta barcos el lunes y tres tuvieron que volver antes del mediodía, según dijo.",
            "es",
            "Spanish",
        ),
        ("В понедельник порт насчитал сорок паромов, и три из них повернули назад.", "ru", "Russian"),
        ("أحصى الميناء أربعين عبارة يوم الاثنين وأعاد ثلاثا منها قبل الظهر", "ar", "Arabic"),
        (
            "Liman pazartesi günü kırk feribot saydı ve üçü öğleden önce geri döndü, yetkililer böyle dedi.",
            "tr",
            "Turkish",
        ),
    ],
)
def test_others_are_named(text: str, code: str, called: str) -> None:
    found, sure = detect(text)
    assert (found, name(found)) == (code, called)
    assert 0.5 < sure <= 1


@pytest.mark.parametrize(
    "text",
    [
        "The harbour office counted 40 ferries on Monday and turned three of them away.",
        "Ferry sinks: 40 dead",
        "Erdoğan: Türkiye'de 40 feribot, he said",
        "Manbij Raqqa Deir ez-Zor Idlib Aleppo Homs Hama Kobani Azaz Afrin",
        "COUNT",
        "word " * 10_000,
        "\u202eThe harbour\u200b office counted \u200f40 ferries on Monday \U0001f6a2 and it was late.",
    ],
)
def test_english_is_taken(text: str) -> None:
    assert detect(text)[0] == "en"


@pytest.mark.parametrize("text", ["", " \n", "12,000 – 31,500", "🙂🙂"])
def test_no_words(text: str) -> None:
    assert detect(text) == ("und", 0.0)


def test_same_answer_every_time() -> None:
    text = "Hamnen räknade fyrtio färjor på måndagen och skickade bort tre av dem."
    assert len({detect(text) for _ in range(3)}) == 1
    assert detect(text)[0] == "sv"
