"""Faults to plant in the small world, one at a time: bad input of every kind, and what the one line about it says."""

from dataclasses import dataclass

EVENT = "data/events/vigil.yaml"
NIGHT = "data/book/sections/night.yaml"
READINGS = "data/book/readings.yaml"
SOURCES = "data/book/sources.yaml"
NOTES_HTML = "templates/booklet/notes.html"
STYLE = "templates/booklet/booklet.css"
LOGO = "data/art/logo.png"


def catalog(language: str, domain: str = "content") -> str:
    return f"translations/{language}/LC_MESSAGES/{domain}.po"


@dataclass(frozen=True)
class Fault:
    """A piece of a file, what stands there instead, and what the one line about it must say.

    The line number wanted is that of the beginning of ``new``, or of ``marked`` in it; none where that is None.
    """

    path: str
    old: str
    new: str
    message: str
    marked: str | None = ""
    language: str = "en"


FAULTS = {
    # Keys and kinds of values.
    "an unknown key": Fault(EVENT, "venue:\n", "vneue:\n", "the key vneue is unknown"),
    "an unknown key of a record": Fault(NIGHT, "    kind: heading", "    kindd: heading", "the key kindd is unknown"),
    "an unknown language of a text": Fault(
        EVENT, "{en: London, ", "{de: London, en: London, ", "the key de is unknown"
    ),
    "a missing key": Fault(
        SOURCES, "- id: A04\n  title: Book of the year\n", "- id: A04\n", "the key title is missing"
    ),
    "a missing id": Fault(NIGHT, "  - id: counts\n    text", "  - text", "the key id is missing"),
    "a text for a list": Fault(
        EVENT, "languages: [en, az, ru]", "languages: en", "languages: “en” is of the wrong kind"
    ),
    "a text for a number": Fault(READINGS, "value: 49", "value: many", "value: “many” is of the wrong kind"),
    "a number for a text": Fault(EVENT, "host: Example", "host: 12", "host: “12” is of the wrong kind"),
    "a list for a text": Fault(EVENT, "host: Example", "host: [Example]", "host: this is of the wrong kind"),
    "an empty text": Fault(EVENT, "host: Example", 'host: ""', "host: “” is of the wrong kind (it is empty)"),
    "a key that stands twice": Fault(
        EVENT, "host: Example", "host: Example\nhost: Other", "the key host", "host: Other"
    ),
    "an unknown product": Fault(EVENT, "products: [booklet]", "products: [leaflet]", "there is no product leaflet"),
    "a figure given in two ways": Fault(READINGS, "- id: N02", "- low: 3\n  id: N02", "either value, or low and high"),
    "a tag that would make an object": Fault(EVENT, "host: Example", "host: !!python/name:os.system x", "the tag"),
    # Dates and times.
    "a date that does not exist": Fault(EVENT, "2027-01-20", "2027-02-30", "the date 2027-02-30 does not exist"),
    "a date of a source that does not exist": Fault(SOURCES, "1990-02-09", "1990-02-31", "1990-02-31 does not exist"),
    "a date in words": Fault(EVENT, "2027-01-20", "20 January 2027", "“20 January 2027” is of the wrong kind"),
    "a date before the first anniversary": Fault(EVENT, "2027-01-20", "1989-01-20", "before the first anniversary"),
    "a time with a full stop": Fault(EVENT, 'start: "18:30"', "start: 12.00", "start: “12.00” is no time"),
    "a time in words": Fault(EVENT, 'start: "18:30"', "start: noon", "start: “noon” is no time"),
    "an hour that does not exist": Fault(EVENT, 'start: "18:30"', "start: 24:00", "start: “24:00” is no time"),
    "a time without a colon": Fault(EVENT, 'time: "19:00"', "time: 1900", "time: “1900” is no time"),
    "times in the wrong order": Fault(EVENT, 'time: "19:00"', 'time: "17:00"', "17:00 stands after 18:30"),
    "an unknown time zone": Fault(EVENT, "Europe/London", "Europe/Lundon", "the time zone Europe/Lundon is unknown"),
    "a path for a time zone": Fault(EVENT, "Europe/London", "../../etc/passwd", "../../etc/passwd is unknown"),
    "the computer's own time zone": Fault(EVENT, "Europe/London", "localtime", "the time zone localtime is unknown"),
    # Ids, tokens, references.
    "a reading's id that stands twice": Fault(READINGS, "- id: N02", "- id: N01", "the id N01 stands twice"),
    "a block's id that stands twice": Fault(NIGHT, "- id: counts", "- id: troops", "the id troops stands twice"),
    "a section's id that is another's": Fault(
        NIGHT, "id: night", "id: notes", "the id notes is not the name of the file"
    ),
    "an unknown token": Fault(NIGHT, "{N03} in all", "{count} in all", "{count} is no token"),
    "an unknown reading": Fault(NIGHT, "{N03} in all", "{N99} in all", "{N99} names a reading that does not exist"),
    "an unknown page": Fault(NIGHT, "{page:notes}", "{page:note}", "{page:note} names a page that does not exist"),
    "a token that is not closed": Fault(NIGHT, "{N03} in all", "{N03 in all", "a lone { stands in the text"),
    "a note's source that does not exist": Fault(
        NIGHT, "[@A04]", "[@A99]", "[@A99] names a source that does not exist"
    ),
    "a reading's source that does not exist": Fault(
        READINGS, "sources: [A02]", "sources: [A77]", "N03 names A77, which does not exist"
    ),
    "a part that does not exist": Fault(READINGS, "parts: [N01, N02]", "parts: [N01, N72]", "N03 names N72"),
    "parts that do not add up": Fault(READINGS, "parts: [N01, N02]", "parts: [N01]", "its parts add up to 82"),
    "a section that does not exist": Fault(
        "data/book/products.yaml", "section: notes", "section: annex", "there is no section annex"
    ),
    "an option that does not exist": Fault(
        "data/book/products.yaml", "layout: notes,", "layout: notes, option: nmes,", "events have no option nmes"
    ),
    "a claim that points nowhere": Fault(
        "data/book/claims.yaml", "night.counts", "night.count", "points to night.count"
    ),
    "a claim that is missing": Fault(
        "data/book/claims.yaml",
        "- {id: F09, left_out: It lies outside this small world.}\n",
        "",
        "F09 is missing",
        None,
    ),
    "copies of a product that the event does not make": Fault(
        EVENT,
        "products: [booklet]",
        "products: [booklet]\ncopies: {leaflet: 5}",
        "copies names leaflet, which is none of the event's products",
        "copies",
    ),
    "a misspelt product": Fault(EVENT, "products: [booklet]", "products: [bookelt]", "there is no product bookelt"),
    "a city for a time zone": Fault(EVENT, "Europe/London", "London", "the time zone London is unknown"),
    "a printing condition that does not exist": Fault(
        "data/book/products.yaml", "condition: fogra39", "condition: fogra93", "there is no condition fogra93"
    ),
    "a profile that does not exist": Fault(
        "data/formats.yaml",
        "profiles/fogra39-coated-300.icc",
        "profiles/none.icc",
        "there is no file data/profiles/none",
    ),
    # Counts typed by hand.
    "a count in English figures": Fault(NIGHT, "{N03} in all", "131 in all", "the count “131” is typed by hand"),
    "a count in English words": Fault(NIGHT, "{N01} killed", "two hundred killed", "“two hundred killed” is typed"),
    "a count in Azerbaijani figures": Fault(
        catalog("az"), "ondan sonra {N02}", "ondan sonra {N02}, sonra 49", "the count “49” is typed by hand", "", "az"
    ),
    "a count in Azerbaijani words": Fault(
        catalog("az"), "ondan sonra {N02}", "yüz adam, sonra {N02}", "the count “yüz adam” is typed by hand", "", "az"
    ),
    "a count in Russian figures": Fault(
        catalog("ru"), "после него {N02}", "после него 49 или {N02}", "the count “49” is typed by hand", "", "ru"
    ),
    "a count in Russian words": Fault(
        catalog("ru"), "после него {N02}", "после сто человек и {N02}", "the count “сто человек” is typed", "", "ru"
    ),
    # Languages and letters.
    "an event without a language's text": Fault(
        EVENT, "city: {en: London, az: London, ", "city: {en: London, ", "city has no text for az"
    ),
    "a row without a language's text": Fault(EVENT, "az: Güllər, ", "", "item has no text for az"),
    "a term without a language's text": Fault(
        "data/book/glossary.yaml", "az: komendant saatı, ", "", "the term of curfew has no text for az"
    ),
    "a Cyrillic letter in an English word": Fault(NIGHT, "the city,", "the сity,", "сity: mixes Latin and Cyrillic"),
    "a Latin letter in a Russian word": Fault(
        catalog("ru"), "Городской архив", "Городской aрхив", "aрхив: mixes Latin and Cyrillic letters", "", "ru"
    ),
    "a Cyrillic letter in an Azerbaijani word": Fault(
        catalog("az"), "Şəhər arxivi", "Şəhər аrxivi", "аrxivi: mixes Latin and Cyrillic letters", "", "az"
    ),
    "a Latin letter in an event's Russian word": Fault(EVENT, "Вечер", "Beчер", "Beчер: mixes Latin and Cyrillic"),
    "a Latin letter in a word for all languages": Fault(EVENT, "1 Example", "1 Exаmple", "Exаmple: mixes Latin"),
    "a Latin letter in a template's Russian word": Fault(
        catalog("ru", "ui"), "{age} лет", "{age} лeт", "лeт: mixes Latin and Cyrillic letters", "", "ru"
    ),
    "a letter that our fonts lack in an event": Fault(EVENT, "{en: London,", "{en: ლონდონი,", "our fonts lack “დ”"),
    "a letter that our fonts lack in the book": Fault(NIGHT, "the city,", "the ქალაქი,", "our fonts lack “ა” (U+10D0)"),
    "a letter that our fonts lack in a glossary": Fault(
        "data/book/glossary.yaml", "komendant saatı", "კომენდანტი", "our fonts lack “ა” (U+10D0)"
    ),
    "a letter that our fonts lack in a translation": Fault(
        catalog("ru"), "Городской архив", "Городской არქივი", "our fonts lack “ა” (U+10D0)", "", "ru"
    ),
    "a letter that our fonts lack in a template": Fault(
        NOTES_HTML, "{{ note.title }}", '{{ _("x.y", "ქ") }}', "fonts lack"
    ),
    # YAML.
    "a bracket that is not closed": Fault(EVENT, "ru: Лондон}", "ru: Лондон", "the bracket { that opens here"),
    "a quotation mark that is not closed": Fault(
        EVENT, "    language: en", '    language: "en', "the quotation mark that opens"
    ),
    "a second colon": Fault(
        EVENT, "host: Example", "host: Example: club", "YAML syntax: mapping values are not allowed"
    ),
    "a tab": Fault(EVENT, "  ru: Вечер памяти", "\tru: Вечер памяти", "a tab stands where spaces are expected"),
    "an anchor": Fault(EVENT, "host: Example", "host: &host Example", "anchors and aliases (& and *) are not allowed"),
    "two documents": Fault(EVENT, "host: Example", "---\nhost: Example", "YAML syntax: "),
    # Catalogs.
    "a PO file with an open quotation mark": Fault(
        catalog("ru"), '"Отчёт парламента"', '"Отчёт парламента', "the closing quotation mark is missing", "", "ru"
    ),
    "a PO file with a bare quotation mark": Fault(
        catalog("ru"), '"Отчёт парламента"', '"Отчёт "парламента"', "the catalog has a syntax error here", "", "ru"
    ),
    "a PO file with a misspelt keyword": Fault(
        catalog("ru"), 'msgstr "Отчёт парл', 'mgstr "Отчёт парл', "the catalog has a syntax error here", "", "ru"
    ),
    "a merge marker": Fault(
        catalog("az"), 'msgstr "Parlamentin', '<<<<<<< HEAD\nmsgstr "Parlamentin', "a merge marker stands", "", "az"
    ),
    "the middle of a merge": Fault(
        catalog("az"), 'msgstr "Qeydlər"', 'msgstr "Qeydlər"\n=======', "a merge marker", "=======", "az"
    ),
    "a catalog's wrong charset": Fault(
        catalog("ru"), "charset=UTF-8", "charset=KOI8-R", "the catalog's charset is KOI8-R, not UTF-8", "", "ru"
    ),
    "a message that stands twice": Fault(
        catalog("ru"), 'msgctxt "A03.title"', 'msgctxt "A02.title"', "the message A02.title stands twice", "", "ru"
    ),
    "a message without its key": Fault(
        catalog("ru"), 'msgctxt "A03.title"\n', "", "a message has no msgctxt", "", "ru"
    ),
    "a dropped token": Fault(
        catalog("ru"),
        'msgstr ""\n"По счёту города, до объявления убито {N01}, после',
        'msgstr ""\n"По счёту города, до объявления убито, после',
        "the token {N01} of the English text is missing",
        "",
        "ru",
    ),
    "an invented token": Fault(
        catalog("ru"),
        "после него {N02}",
        "после него {N02} и {N03}",
        "{N03} does not stand in the English text",
        "",
        "ru",
    ),
    "a name in braces that is not the template's": Fault(
        catalog("ru", "ui"), "= {local} по", "= {lokal} по", "the name {lokal} does not stand", "", "ru"
    ),
    "a dropped name in braces": Fault(catalog("az", "ui"), "{age} yaşında", "yaşında", "the name {age}", "", "az"),
    # Links and addresses.
    "a broken link": Fault(
        NIGHT, "(https://www.example.org/report)", "(https://www.example.org/ a)", "a link is broken"
    ),
    "a link that would run a script": Fault(
        NIGHT, "(https://www.example.org/report)", "(javascript:alert(1))", "javascript:alert(1) is no web address"
    ),
    "a link to a file": Fault(
        NIGHT, "(https://www.example.org/report)", "(file:///etc/passwd)", "file:///etc/passwd is no web address"
    ),
    "a translation's link to a file": Fault(
        catalog("ru"),
        "Город у моря",
        "Город file:///etc/passwd",
        "file:///etc/passwd does not stand in the English",
        "",
        "ru",
    ),
    "a translation's link to elsewhere": Fault(
        catalog("az"),
        "Dəniz sahilində",
        "Dəniz [sahilində](http://example.com)",
        "http://example.com does not stand",
        "",
        "az",
    ),
    "an address in a translation of the templates": Fault(
        catalog("az", "ui"), "{age} yaşında", "{age} http://example.com", "http://example.com does not stand", "", "az"
    ),
    "an event's address without its scheme": Fault(
        EVENT, "https://www.example.org", "www.example.org", "url: an address"
    ),
    "an event's address that would run a script": Fault(
        EVENT, "https://www.example.org/vigil", "javascript:alert(1)", "url: an address begins with https://"
    ),
    "a source's address of another kind": Fault(
        SOURCES, "https://www.example.org/book", "ftp://example.org", "url: an"
    ),
    "a QR text too long": Fault(EVENT, "example.org/vigil", "example.org/" + "x" * 400, "too many for a QR code"),
    # Pictures.
    "a missing logo": Fault(EVENT, LOGO, "data/art/none.png", "data/art/none.png: this file is missing"),
    "a logo outside the project": Fault(EVENT, LOGO, "../../etc/passwd", "leads out of the project"),
    "a logo that is no picture": Fault(EVENT, LOGO, "data/art/outline.json", "is no PNG or JPEG picture"),
    "a logo without a name to be heard": Fault(EVENT, "host: Example\nlogo", "logo", "a logo needs the host’s name"),
    # Templates.
    "a picture from a file elsewhere": Fault(
        NOTES_HTML, "{{ note.title }}", '<img src="file:///etc/passwd" alt="">', "file:///etc/passwd leads out"
    ),
    "a picture from the root": Fault(
        NOTES_HTML, "{{ note.title }}", '<img src="/etc/passwd" alt="">', "/etc/passwd leads"
    ),
    "a picture from above": Fault(NOTES_HTML, "{{ note.title }}", '<img src="../x.svg" alt="">', "../x.svg leads out"),
    "an attachment": Fault(
        NOTES_HTML, "{{ note.title }}", '<link rel="attachment" href="file:///etc/passwd">', "leads out of the project"
    ),
    "a style sheet from the network": Fault(
        STYLE, "body,", '@import "http://example.org/x";\nbody,', "http://example.org/x"
    ),
    "a style sheet from any scheme": Fault(
        STYLE, "body,", "@import url(//example.org/x);\nbody,", "//example.org/x leads"
    ),
    "a picture in a style sheet": Fault(
        STYLE, ".logo {", ".logo { background: url('/etc/passwd');", "/etc/passwd leads out of the project"
    ),
    "a filter that trusts a text": Fault(
        NOTES_HTML, "{{ note.title }}", "{{ note.title | safe }}", "the filter safe is not allowed"
    ),
    "a colour that is no ink": Fault(STYLE, ".logo {", ".logo { color: #ff0000;", "the colour #ff0000 is no ink"),
    "a template that is not closed": Fault(NOTES_HTML, "{{ note.title }}", "{{ note.title", "template syntax: "),
    "a template's unknown filter": Fault(NOTES_HTML, "{{ note.title }}", "{{ note.title|x }}", "No filter named 'x'"),
    "a template's key with two texts": Fault(
        "templates/shared/words.html", '"aged {age}"', '"aged {age}") }}{{ _("event.place", "Venue"', "has two texts"
    ),
}
