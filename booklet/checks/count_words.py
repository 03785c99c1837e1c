"""Words by which counts are recognised: numbers, things that are counted, and months, in each language."""

MONTHS = {
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
    "az": "yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr",
    "ru": "январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр",
}

NUMBERS = {
    "en": "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    "|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?",
    "az": "iki|üç|dörd|beş|altı|yeddi|səkkiz|doqquz|on|iyirmi|otuz|qırx|əlli|altmış|yetmiş|səksən|doxsan|yüz|min"
    "|milyon|onlarla|yüzlərlə|minlərlə|milyonlarla",
    "ru": "два|две|двое|двух|три|трое|тр[её]х|четыре|четверо|четыр[её]х|пять|пятеро|пяти|шесть|шестеро"
    "|шести|семь|семи|восемь|восьми|девять|девяти|десять|десяти"
    "|(?:один|две|три|четыр|пят|шест|сем|восем|девят)надцат[ьи]|двадцат[ьи]|тридцат[ьи]|сорока?|пят[ьи]десят"
    "|шест[ьи]десят|сем[ьи]десят|восем[ьи]десят|девяносто|сто|ста|двести|триста|десятк\\w+|сотн\\w+|тысяч\\w*|миллион\\w*",
}  # fmt: skip

# "One" counts only inside of a larger number; alone it serves as an article.
ONE = {"en": "one", "az": "bir", "ru": "один|одна|одного"}

# What joins the words of one number: "one hundred and thirty-one".
JOINTS = {"en": r"(?:\s+and\s+|[\s-]+)", "az": r"\s+", "ru": r"\s+"}

COUNTED = {
    "en": "people|persons?|civilians?|residents?|inhabitants?|soldiers?|servicemen|troops|dead|deaths?|killed|wounded"
    "|injured|detained|missing|bodies|families|men|women|children|teenagers|homes|houses|vehicles|cars|graves|mourners"
    "|victims?|martyrs?|refugees?|armenians?|azerbaijanis?|russians?|jews?|fled|died",
    "az": "nəfər|insan|adam|sakin|əsgər|hərbçi|ölü|yaralı|şəhid|meyit|cəsəd|ailə|qadın|kişi|uşaq|yeniyetmə|ev|maşın"
    "|avtomobil|qəbir|məzar|qurban|qaçqın|erməni|azərbaycanlı|rus|yəhudi",
    "ru": "человек|люд|жител|солдат|военнослужащ|погибш|убит|раненых|задержан|пропавш|тел|семе|женщин|мужчин|дет"
    "|подростк|дом|машин|автомобил|могил|жертв|шехид|беженц|армян|азербайджанц|русск|евре",
}

# Verbs after which a number counts although no noun follows: "killed eleven".
COUNTING_VERBS = {
    "en": "killed|wounded|injured|detained|buried",
    "az": "",
    "ru": "убил[иоа]?|убиты|погибли|ранили|ранены|задержали",
}
