"""Numbers in words and names of months, by which figures and dates of two languages are compared."""

# How small numbers begin in words, cardinal or ordinal: a figure of one language may be a word in the other.
SPELLED = {
    "en": {
        1: "one|first|single|an?", 2: "two|second|both|twice|half", 3: "three|third", 4: "four|quarter",
        5: "five|fifth", 6: "six", 7: "seven", 8: "eight", 9: "nine|ninth", 10: "ten", 11: "eleven",
        12: "twelve|twelfth|noon", 15: "fifteen", 20: "twent", 30: "thirt", 40: "fort", 100: "hundred|century",
    },
    "az": {
        1: "bir|ilk", 2: "iki|hər iki|yarı", 3: "üç", 4: "dörd", 5: "beş", 6: "altı", 7: "yeddi", 8: "səkkiz",
        9: "doqquz", 10: "on", 11: "on bir", 12: "on iki|günorta", 15: "on beş", 20: "iyirmi", 30: "otuz", 40: "qırx",
        100: "yüz|əsr",
    },
    "ru": {
        1: "один|одн|перв|еди", 2: "дв[аеоу]|втор|оба|обе|обо|пол", 3: "тр[ие]|трое", 4: "четыр|четвер|четверт",
        5: "пят", 6: "шест", 7: "сем|седьм", 8: "восемь|восьм", 9: "девят", 10: "десят", 11: "одиннадцат",
        12: "двенадцат|полдень|полудн", 15: "пятнадцат", 20: "двадцат", 30: "тридцат", 40: "сорок", 100: "сто|сот|век",
    },
}  # fmt: skip

_AZ_ENDS = "(?:[ıa]|ın|da|dan|dək|ında|ından|ınadək)?"

# The months in the order of the year, in small letters; in English with capitals, for "may" and "march" are words.
MONTH_FORMS = {
    "en": (
        "January", "February", "March", "April", r"May(?! (?:they|he|she|it|we|all|the|this)\b)", "June", "July",
        "August", "September", "October", "November", "December",
    ),
    "az": (
        r"yanvar\w*", r"fevral\w*", rf"mart{_AZ_ENDS}", r"aprel\w*", rf"may{_AZ_ENDS}", r"iyun\w*", r"iyul\w*",
        r"avqust\w*", r"sentyabr\w*", r"oktyabr\w*", r"noyabr\w*", r"dekabr\w*",
    ),
    "ru": (
        r"январ\w+", r"феврал\w+", r"март(?:а|у|ом|е|овск\w+)?", r"апрел\w+", r"ма(?:й|я|ю|ем|е|йск\w+)",
        r"июн\w+", r"июл\w+", r"август\w*", r"сентябр\w+", r"октябр\w+", r"ноябр\w+", r"декабр\w+",
    ),
}  # fmt: skip
