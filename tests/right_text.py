"""A page of right text: sentences in English, Azerbaijani and Russian in which no check may find anything."""

RIGHT = (
    (
        "On 20 January 1990 troops entered Baku.",
        "1990-cı il yanvarın 20-də qoşunlar Bakıya girdi.",
        "20 января 1990 года войска вошли в Баку.",
    ),
    ("It was the night of 19–20 January.", "Yanvarın 19-dan 20-nə keçən gecə idi.", "Была ночь с 19 на 20 января."),
    (
        "{N01} people were killed and {N02} fatally wounded.[@A01]",
        "{N01} nəfər öldürülüb, {N02} nəfər ölümcül yaralanıb.[@A01]",
        "Убиты {N01} человек, смертельно ранены {N02}.[@A01]",
    ),
    (
        "The curfew began at 23:00; the decree came later.",
        "Komendant saatı 23:00-da başladı; fərman sonra gəldi.",
        "Комендантский час начался в 23:00; указ появился позже.",
    ),
    (
        "The first shots fell at 00:20, the last at 05:30.",
        "İlk atəşlər saat 00:20-də, sonuncular 05:30-da açıldı.",
        "Первые выстрелы прозвучали в 00:20, последние — в 05:30.",
    ),
    (
        "The newspaper called it “an open wound”.",
        "Qəzet bunu “açıq yara” adlandırdı.",
        "Газета назвала это «открытой раной».",
    ),
    ("“Who gave the order?” he asked.", "“Əmri kim verdi?” – deyə o soruşdu.", "«Кто отдал приказ?» — спросил он."),
    (
        "She wrote: “My brother’s book ‘Night’ is lost.”",
        "O yazdı: “Qardaşımın ‘Gecə’ kitabı itib”.",
        "Она написала: «Книга моего брата „Ночь“ пропала».",
    ),
    (
        "It happened in the 20th century, in the 1990s.",
        "Bu, XX əsrdə, 1990-cı illərdə baş verdi.",
        "Это случилось в XX веке, в 1990-е годы.",
    ),
    (
        "The law has 14 articles; article 6 names the day.",
        "Qanunda 14 maddə var; 6-cı maddə günü müəyyən edir.",
        "В законе 14 статей; статья 6 называет этот день.",
    ),
    (
        "The thirtieth anniversary was in 2020, the 36th in 2026.",
        "Otuzuncu ildönümü 2020-ci ildə, 36-cı isə 2026-cı ildə idi.",
        "Тридцатая годовщина была в 2020 году, 36-я — в 2026-м.",
    ),
    (
        "A. Q. Həsənov and M. Əliyeva were his neighbours.",
        "A. Q. Həsənov və M. Əliyeva onun qonşuları idi.",
        "Его соседями были А. К. Гасанов и М. Алиева.",
    ),
    (
        "Human Rights Watch and *Los Angeles Times* wrote of it.",
        "Human Rights Watch və *Los Angeles Times* bu barədə yazdı.",
        "Об этом писали Human Rights Watch и *Los Angeles Times*.",
    ),
    (
        "See [the report](https://example.org/a-b_c) on page {page:notes}.",
        "Bax: [hesabat](https://example.org/a-b_c), səh. {page:notes}.",
        "См. [доклад](https://example.org/a-b_c) на с. {page:notes}.",
    ),
    (
        "A minute of silence (12:00 Baku time) is kept.",
        "Bir dəqiqəlik sükut (Bakı vaxtı ilə 12:00) saxlanılır.",
        "Соблюдают минуту молчания (12:00 по бакинскому времени).",
    ),
    ("He did not come back; his mother waited.", "O qayıtmadı; anası gözləyirdi.", "Он не вернулся; мать ждала."),
    ("Three days later the city was silent.", "3 gün sonra şəhər susurdu.", "Через 3 дня город молчал."),
    (
        "Slowly, slowly the people came, one by one.",
        "Yavaş-yavaş, bir-bir insanlar gəldi.",
        "Медленно, медленно, один за другим пришли люди.",
    ),
    (
        "The tape is 2.5 km long; the strip is 100 mm wide.",
        "Lent 2,5 km uzunluğundadır; zolağın eni 100 mm-dir.",
        "Длина ленты — 2,5 км; ширина полосы — 100 мм.",
    ),
    ("The paper costs 5 % more.", "Kağız 5 % bahadır.", "Бумага дороже на 5 %."),
    ("It is written in the Qur’an.", "Bu, Qur’anda yazılıb.", "Так написано в Коране."),
    (
        "From 13 to 19 January there was violence.",
        "13–19 yanvarda zorakılıq baş verdi.",
        "С 13 по 19 января происходило насилие.",
    ),
    ("The Baku–Astara line was closed.", "Bakı–Astara xətti bağlandı.", "Линия Баку — Астара была закрыта."),
    (
        "What remains? Names, letters, photographs…",
        "Nə qalır? Adlar, məktublar, şəkillər…",
        "Что остаётся? Имена, письма, фотографии…",
    ),
    (
        "Every year, on 20 January, carnations are laid.",
        "Hər il yanvarın 20-də qərənfillər qoyulur.",
        "Каждый год 20 января возлагают гвоздики.",
    ),
    (
        "In May 1991 a report appeared, in March 1994 a resolution.",
        "1991-ci ilin mayında hesabat, 1994-cü ilin martında qərar çıxdı.",
        "В мае 1991 года вышел доклад, в марте 1994 года — постановление.",
    ),
    ("He may come; they may march.", "O gələ bilər; onlar yürüş edə bilər.", "Он может прийти; они могут идти."),
    (
        "The dead were Azerbaijanis, Russians, Jews, Tatars and Lezgins.",
        "Həlak olanlar azərbaycanlılar, ruslar, yəhudilər, tatarlar və ləzgilər idi.",
        "Погибшие были азербайджанцами, русскими, евреями, татарами и лезгинами.",
    ),
    ("Her sister is still waiting for him.", "Bacısı onu hələ də gözləyir.", "Её сестра всё ещё ждёт его."),
    ("All of them know what they know.", "Onların hamısı nə bildiyini bilir.", "Все они знают то, что знают, и всё."),
    ("Address: 5 Nizami street, Baku.", "Ünvan: Nizami küç. 5, Bakı.", "Адрес: Баку, ул. Низами, 5."),
    ("Phone: +994 12 498-00-00.", "Telefon: +994 12 498-00-00.", "Телефон: +994 12 498-00-00."),
    (
        "Documents A/75/660 and S/2020/1267 are public.",
        "A/75/660 və S/2020/1267 sənədləri açıqdır.",
        "Документы A/75/660 и S/2020/1267 открыты.",
    ),
    (
        "Text: CC BY 4.0; see gov.az, p. 5.",
        "Mətn: CC BY 4.0; bax: gov.az, səh. 5.",
        "Текст: CC BY 4.0; см. gov.az, с. 5.",
    ),
    (
        "There were two sides: theirs and ours.",
        "İki tərəf var idi: onlarınkı və bizimki.",
        "Было две стороны: их и наша.",
    ),
    (
        "The singer, born in 1961, lived in the 26th house.",
        "1961-ci ildə doğulmuş müğənni 26-cı evdə yaşayırdı.",
        "Певец, родившийся в 1961 году, жил в 26-м доме.",
    ),
    ("The train of 09:05 did not leave.", "Saat 09:05-in qatarı getmədi.", "Поезд 09:05 не ушёл."),
    (
        "What the old man told was simple, i.e. true.",
        "Qocanın dediyi sadə, yəni doğru idi.",
        "Рассказ старика был прост, т. е. правдив.",
    ),
    (
        "He read the 119th article, its 4th part and the 9th.",
        "O, 119-cu maddəni, onun 4-cü hissəsini və 9-cunu oxudu.",
        "Он прочёл 119-ю статью, её 4-ю часть и 9-ю.",
    ),
    ("On 20 January the flag is at half-mast.", "Yanvarın 20-si bayraq endirilir.", "20 января флаг приспускают."),
    ("Doctors worked day and night.", "Həkimlər gecə-gündüz işlədi.", "Врачи работали день и ночь."),
    (
        "The chairman said nothing, and the press was silent.",
        "Sədr heç nə demədi, mətbuat da susdu.",
        "Председатель ничего не сказал, и печать молчала.",
    ),
    (
        "We, their children, remember; this is why we read the names.",
        "Biz, onların övladları, xatırlayırıq; adları buna görə oxuyuruq.",
        "Мы, их дети, помним; поэтому мы читаем имена.",
    ),
    (
        "He was a soldier of the internal troops, she a nurse.",
        "O, daxili qoşunların əsgəri, bu isə tibb bacısı idi.",
        "Он был солдатом внутренних войск, она — медсестрой.",
    ),
    (
        "No. 5 of the “Azerbaijan” magazine is missing.",
        "“Azərbaycan” jurnalının 5 nömrəsi yoxdur.",
        "Журнала «Азербайджан» № 5 нет.",
    ),
    (
        "The letter of the USSR ministry was short; the SSR’s was long.",
        "SSRİ nazirliyinin məktubu qısa, SSR-inki uzun idi.",
        "Письмо министерства СССР было кратким, письмо ССР — длинным.",
    ),
)

# What stands in those sentences as a number and counts nothing in the sense of the book.
NUMERALS = (
    "2.5", "2,5", "100", "5", "14", "6", "3", "4", "9", "119", "994", "12", "498", "00", "4.0", "75", "660", "1267",
    "26",
)  # fmt: skip
