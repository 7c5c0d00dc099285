"""Where an article's own event is, and who acts: no body's name, ministry's seat, dateline or aside moves it."""

import pytest

from pipeline import language
from pipeline.claims import roles
from pipeline.entities import find as entities
from pipeline.quantities import find
from tests.claims.test_places import figures

# title, text, figure → place
PLACES = [
    # a body's name, a body's people
    ("Night of raids", "Bern police arrested 23 people in Thun on Friday. Some 40 kilos of hashish were found.",
     {"23": "Thun", "40 kilos": "Thun"}),
    ("Strike over pay", "The union KENT says that 41,000 nurses in Kenya stayed at home.", {"41,000": "Kenya"}),
    ("Drug firm to cut staff in Cork", "Basel-based Helvor will cut 480 jobs in Cork, Ireland.", {"480": "Cork"}),
    ("", "The Santa Clara hospital group lost files in Aveiro. Santa Clara has 900 patients.", {"900": "Aveiro"}),
    ("", "Santa Clara shares fell in Lisbon. Files of 900 patients of Santa Clara are gone.", {"900": "Lisbon"}),
    ("", "A mill burned in Santa Clara. The Santa Clara board counts 9 dead.", {"9": "Santa Clara"}),
    ("", "A coach fell off the E35 in Peru, in the North. In all 9 people died.", {"9": "Peru"}),
    # who speaks
    ("Landslide in the Valais",
     "A landslide buried a hotel in Zermatt. The interior ministry in Bern confirmed that 8 guests died. "
     "Another 15 are missing.", {"8": "Zermatt", "15": "Zermatt"}),
    ("Turkey raises rates", "Turkey raised its rate to 24 percent. An analyst in London expects 28 percent by March.",
     {"28 percent": "Turkey"}),
    # doctors, police or officials of a place speak of that place
    ("", "Doctors in Tulcea said that 12 people had died.", {"12": "Tulcea"}),
    # an aside does not spread
    ("Flood swamps Tulcea", "The Danube flooded Tulcea on Tuesday. A girl with burns will get care in Hamburg. "
     "By evening 64 houses had collapsed.", {"64": "Tulcea"}),
    ("Clinic in Split closes", "A clinic in Split was shut after 31 patients fell ill. Seven of them are from Denmark. "
     "The clinic treats 900 people a year.", {"31": "Split", "900": "Split"}),
    ("Big haul on the docks", "Customs found 900 kilos of heroin in Vlissingen. The load had come from Karachi by way "
     "of Durban. They held 5 men.", {"900 kilos": "Vlissingen", "5": "Vlissingen"}),
    # a government that sends, gives, promises
    ("Quake shakes Oaxaca", "A quake hit Oaxaca in Mexico. Washington has sent 90 rescuers.", {"90": "Oaxaca"}),
    # a dateline and its agency
    ("", "LONDON (Meridian) - Floods killed 47 people in northern Ghana. Some 3,000 houses were swept away.",
     {"47": "Ghana", "3,000": "Ghana"}),
    ("", "ACCRA (Meridian) - A market burned down on Thursday, killing 9 people.", {"9": "Accra"}),
    # a town of which the text names no country says nothing of one
    ("", "A market in Kano burned down. Nothing like it was seen in Kano before. In all 9 people died.", {"9": "Kano"}),
    # the finest place, without what it lies in, streets and rivers
    ("", "A shaft near Kitwe in Zambia caved in, and 13 miners died.", {"13": "Kitwe"}),
    ("", "A fire in a warehouse on Lisbon Street in Turku injured 7 firefighters.", {"7": "Turku"}),
    ("", "They held 900 men in Mosul in Iraq and Raqqa in Syria.", {"900": "Iraq and Syria"}),
    # two countries named in one breath are what an article is about only where its own event lies in one of them
    ("Bus maker to close lines", "OSLO - The bus maker Fjordbuss will drop 41 lines on Thursday. Two of the lines run "
     "to Spain and Italy. It laid off 300 drivers.", {"300": "Oslo"}),
    ("", "Fighting spread in Mali. Raids drove 9,000 people out of Mali and Niger. The winter killed 40.",
     {"40": "Mali and Niger"}),
    # whose state it is that acts, where nothing else is said
    ("Record haul", "Dutch customs seized 60 tonnes of cocaine this year.", {"60 tonnes": "Netherlands"}),
    ("", "Some 2,173 people died in areas held by Damascus.", {"2,173": "Syria"}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected"), PLACES)
def test_place(title, text, expected):
    found = figures(text, title)
    assert {quote: found[quote].place for quote in expected} == expected


# text, figure → actor
ACTORS = [
    ("Dutch customs seized 60 tonnes of cocaine this year.", "60 tonnes", "Dutch customs"),
    ("The Welsh government has spent £38 million on the mill.", "£38 million", "Welsh government"),
    ("Customs officers in Rotterdam found 3,600 kilos of cocaine.", "3,600 kilos", "customs officers"),
    ("Sacks with 900 tonnes of cement lay in the port of Rotterdam.", "900 tonnes", "cement"),
    # what something costs, how large it is, what burned
    ("In Peru a dose costs about $1.50.", "$1.50", "dose"),
    ("The lake in Peru has grown to 100 km2.", "100 km2", "lake"),
    ("A wildfire raged in Peru. By Friday 9,000 hectares had burned.", "9,000 hectares", "fire"),
    # whose things are counted, but the soldiers of a nation are the nation's
    ("Kenya's 28,000 schools stay shut.", "28,000", "schools"),
    ("Kenya's 900 soldiers stay there.", "900", "Kenya"),
]


@pytest.mark.parametrize(("text", "figure", "actor"), ACTORS)
def test_actor(text, figure, actor):
    assert figures(text)[figure].actor == actor


def test_a_place_named_once_in_a_long_article_is_not_where_everything_was():
    aside = "Her lawyer has an office in Bern. "
    story = "She was in the band for years and wrote its songs. "
    assert figures(story + aside + "Some 40 letters were found.")["40"].place == "Bern"
    assert figures(story + aside + story * 45 + "Some 40 letters were found.")["40"].place is None


# text, place → its part
ROLES = [
    ("The ministry in Bern confirmed that eight died.", "Bern", "source"),
    ("Police in Bern confirmed that eight died.", "Bern", "event"),
    ("In Bern brokers said that prices fell.", "Bern", "event"),
    ("The Bern police held a man.", "Bern", "body"),
    ("A London schoolgirl won.", "London", "origin"),
    ("Turkey-backed rebels withdrew.", "Turkey", "origin"),
    ("Seven of them are from Denmark.", "Denmark", "origin"),
    ("Ottawa has sent soldiers.", "Ottawa", "agent"),
    ("They live in areas held by Damascus.", "Damascus", "agent"),
    ("LIMA (Meridian) - Rain fell.", "LIMA", "dateline"),
    ("LIMA (Meridian) - Rain fell.", "Meridian", "agency"),
    ("Rain fell in Lima.", "Lima", "event"),
]


@pytest.mark.parametrize(("text", "words", "role"), ROLES)
def test_role(text, words, role):
    (paragraph,) = language.parse(text, find(text))
    entity = next(e for e in entities(paragraph.doc) if e.words == words)
    assert roles.role(paragraph.doc, entity) == role
