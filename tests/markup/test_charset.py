from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.markup.charset import TrackCharset, decode_text
from tests.support.limited import survive

SENTENCES = {
    "ar": "لا أعرف أين ذهب أخي هذا الصباح.|هل تريد أن نشرب القهوة معا؟"
    "|كان الطريق طويلا والليل باردا.|سنعود إلى البيت قبل الغروب.",
    "bg": "Не знам къде отиде брат ми тази сутрин.|Искаш ли да пием кафе заедно?"
    "|Пътят беше дълъг, а нощта студена.|Ще се върнем вкъщи преди залез.",
    "cs": "Nevím, kam dnes ráno odešel můj bratr.|Chceš si se mnou dát kávu?"
    "|Cesta byla dlouhá a noc studená.|Vrátíme se domů ještě před západem slunce, příteli.",
    "da": "Jeg ved ikke, hvor min bror gik hen i morges.|Vil du drikke kaffe sammen med mig på øen?"
    "|Vejen var lang, og natten var kølig.|Vi kommer hjem før solen går ned.",
    "de": "Ich weiß nicht, wohin mein Bruder heute früh gegangen ist.|Möchtest du Kaffee trinken?"
    "|Der Weg war lang und die Nacht war kühl.|Wir müssen vor Sonnenuntergang zurück sein.",
    "el": "Δεν ξέρω πού πήγε ο αδελφός μου σήμερα το πρωί.|Θέλεις να πιούμε καφέ μαζί;"
    "|Ο δρόμος ήταν μακρύς και η νύχτα κρύα.|Θα γυρίσουμε σπίτι πριν δύσει ο ήλιος.",
    "es": "No sé adónde fue mi hermano esta mañana.|¿Quieres tomar un café conmigo, señor?"
    "|El camino era largo y la noche fría.|Volveremos a casa después de la función.",
    "et": "Ma ei tea, kuhu mu vend täna hommikul läks.|Kas sa tahad minuga kohvi juua, sõber?"
    "|Tee oli pikk ja öö oli külm.|Jõuame koju enne päikeseloojangut.",
    "fi": "En tiedä, minne veljeni meni tänä aamuna.|Haluatko juoda kahvia kanssani?"
    "|Matka oli pitkä ja yö kylmä.|Palaamme kotiin ennen hämärää.",
    "fr": "Je ne sais pas où mon frère est allé ce matin.|Ça te dirait de boire un café à côté ?"
    "|Le chemin était long et la nuit fraîche.|Nous rentrerons avant le coucher du soleil, promis.",
    "he": "אני לא יודע לאן הלך אחי הבוקר.|אתה רוצה לשתות איתי קפה?|הדרך הייתה ארוכה והלילה קר."
    "|נחזור הביתה לפני השקיעה.",
    "hr": "Ne znam kamo je jutros otišao moj brat.|Želiš li sa mnom popiti kavu?"
    "|Put je bio dug, a noć hladna.|Vratit ćemo se kući prije nego što zađe sunce.",
    "hu": "Nem tudom, hová ment ma reggel a bátyám.|Szeretnél velem kávét inni?"
    "|Az út hosszú volt, az éjszaka hűvös.|Még naplemente előtt hazaérünk, ígérem.",
    "is": "Ég veit ekki hvert bróðir minn fór í morgun.|Viltu drekka kaffi með mér?"
    "|Leiðin var löng og nóttin köld.|Við komum heim áður en sólin sest.",
    "it": "Non so dove sia andato mio fratello stamattina.|Perché non prendiamo un caffè?"
    "|La strada era lunga e la notte così fredda.|Sarà già tardi quando torneremo in città.",
    "ja": "今朝、兄がどこへ行ったのか分かりません。|一緒にコーヒーを飲みませんか？"
    "|道は長く、夜は寒かったです。|日が沈む前に家へ帰りましょう。",
    "ko": "오늘 아침에 형이 어디로 갔는지 모르겠어요.|같이 커피 마실래요?"
    "|길은 멀고 밤은 추웠어요.|해가 지기 전에 집에 돌아갈 거예요.",
    "lt": "Nežinau, kur šįryt išėjo mano brolis.|Ar nori kartu išgerti kavos?"
    "|Kelias buvo ilgas, o naktis šalta.|Grįšime namo dar prieš saulėlydį, žinoma.",
    "nl": "Ik weet niet waar mijn broer vanochtend heen is."
    "|Eén koffie voor mij, en twee voor België?|De reünie was gezellig en de avond lang."
    "|Wij zijn vóór het donker weer thuis.",
    "pl": "Nie wiem, dokąd poszedł dziś rano mój brat.|Chcesz się napić ze mną kawy?"
    "|Droga była długa, a noc zimna.|Wrócimy do domu przed zachodem słońca, obiecuję.",
    "pt": "Não sei para onde foi o meu irmão esta manhã.|Você quer tomar um café comigo?"
    "|A estrada era longa e a noite estava fria.|Então já não há razão para preocupações.",
    "ro": "Nu ştiu unde a plecat fratele meu azi-dimineaţă.|Vrei să bem o cafea împreună?"
    "|Drumul era lung şi noaptea rece.|Ne întoarcem acasă înainte de apus.",
    "ru": "Я не знаю, куда ушёл мой брат сегодня утром.|Хочешь выпить со мной кофе?"
    "|Дорога была длинной, а ночь холодной.|Мы вернёмся домой до заката.",
    "sv": "Jag vet inte vart min bror gick i morse.|Vill du dricka kaffe med mig på kvällen?"
    "|Vägen var lång och natten kall.|Vi måste åka hem före mörkret, även om det är svårt.",
    "th": "ฉันไม่รู้ว่าพี่ชายของฉันไปไหนเมื่อเช้านี้|คุณอยากดื่มกาแฟด้วยกันไหม|ทางยาวไกลและกลางคืนก็หนาว"
    "|เราจะกลับบ้านก่อนพระอาทิตย์ตก",
    "tr": "Kardeşimin bu sabah nereye gittiğini bilmiyorum.|Benimle kahve içmek ister misin?"
    "|Yol uzundu ve gece çok soğuktu.|Güneş batmadan önce eve döneceğiz, söz veriyorum.",
    "uk": "Я не знаю, куди пішов мій брат сьогодні вранці.|Хочеш випити зі мною кави?"
    "|Дорога була довгою, а ніч холодною.|Ми повернемося додому до заходу сонця, їй-богу.",
    "zh-Hans": "我不知道我哥哥今天早上去哪儿了。|你想和我一起喝咖啡吗？|路很长，夜里很冷。"
    "|我们会在太阳下山之前回家。",
    "zh-Hant": "我不知道我哥哥今天早上去哪裡了。|你想和我一起喝咖啡嗎？|路很長，夜裡很冷。"
    "|我們會在太陽下山之前回家。",
}  # fmt: skip

PAIRS = [
    *(("ar", "cp1256"), ("bg", "cp1251"), ("cs", "cp1250"), ("cs", "iso8859-2"), ("da", "cp1252")),
    *(("de", "cp1252"), ("el", "cp1253"), ("el", "iso8859-7"), ("es", "cp1252"), ("et", "cp1257")),
    *(("fi", "cp1252"), ("fr", "cp1252"), ("he", "cp1255"), ("hr", "cp1250"), ("hu", "cp1250")),
    *(("is", "cp1252"), ("it", "cp1252"), ("ja", "cp932"), ("ja", "euc-jp"), ("ko", "cp949")),
    *(("lt", "cp1257"), ("nl", "cp1252"), ("pl", "cp1250"), ("pl", "iso8859-2"), ("pt", "cp1252")),
    *(("ro", "cp1250"), ("ru", "cp1251"), ("ru", "koi8-r"), ("sv", "cp1252"), ("th", "tis-620")),
    *(("tr", "cp1254"), ("uk", "cp1251"), ("zh-Hans", "gb18030"), ("zh-Hant", "big5")),
]  # fmt: skip


def dressed(language: str) -> str:
    lines = SENTENCES[language].split("|")
    return "".join(
        f"{number}\r\n00:00:{number:02},000 --> 00:00:{number:02},900\r\n{line}\r\n\r\n"
        for number, line in enumerate(lines, 1)
    )


@pytest.mark.parametrize(("language", "charset"), PAIRS)
def test_four_cues_are_enough_when_the_language_is_known(language: str, charset: str) -> None:
    text = dressed(language)

    decoded = decode_text(text.encode(charset), language=language)

    assert decoded.text == text
    assert decoded.guessed


def wrong_guesses(cues: int) -> list[tuple[str, str]]:
    """The pairs whose first cues are not read as they were written, no language being known."""
    wrong = []
    for language, charset in PAIRS:
        text = "\r\n\r\n".join(dressed(language).split("\r\n\r\n")[:cues])
        if decode_text(text.encode(charset)).text != text:
            wrong.append((language, charset))
    return wrong


def test_four_cues_are_enough_when_the_language_is_not_known() -> None:
    assert wrong_guesses(4) == []


def test_two_cues_are_nearly_always_enough() -> None:
    assert len(wrong_guesses(2)) <= 1


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ],
)
def test_a_byte_order_mark_settles_it(mark: bytes, charset: str) -> None:
    data = mark + "x é 你".encode(charset if charset != "gb18030" else "gb18030", "replace")

    assert decode_text(data, declared="cp1252") == ("x é 你", charset, 1.0, False)


def test_broken_utf16_costs_its_broken_part_only() -> None:
    assert decode_text(b"\xff\xfea\0b\0c").text == "ab\ufffd"


def test_utf8_is_taken_whatever_is_declared() -> None:
    assert decode_text("é".encode(), declared="cp1252") == ("é", "utf-8", 1.0, False)


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", ["de", "ru", "zh-Hans"])
def test_utf16_without_a_mark_is_told_by_its_nul_bytes(charset: str, language: str) -> None:
    text = dressed(language)

    decoded = decode_text(text.encode(charset))

    assert (decoded.text, decoded.charset) == (text, charset)
    assert decoded.guessed


@pytest.mark.parametrize("data", [b"a\0b\0\0c", b"\0\0\0\0\0\0", b"x\0", b"one\0 two three"])
def test_a_few_nul_bytes_do_not_make_utf16(data: bytes) -> None:
    assert decode_text(data).charset == "utf-8"


@pytest.mark.parametrize(
    ("declared", "charset"),
    [
        ("windows-1251", "cp1251"),
        (" ISO-8859-1 ", "cp1252"),
        ("gb2312", "gb18030"),
        ("Shift_JIS", "cp932"),
        ("euc-kr", "cp949"),
        ("iso-8859-9", "cp1254"),
    ],
)
def test_a_declared_character_set_is_its_superset(declared: str, charset: str) -> None:
    data = "é".encode("latin-1") if charset in ("cp1252", "cp1254") else "Жж".encode(charset)

    decoded = decode_text(data + b" and more", declared=declared)

    assert decoded.charset == charset
    assert not decoded.guessed


@pytest.mark.parametrize(
    "declared",
    ["no-such-set", "utf-16", "undefined", "punycode", "base64", "utf-8", "\0", "cp932", "x" * 999],
)
def test_a_declared_character_set_that_cannot_be_is_not_believed(declared: str) -> None:
    text = dressed("ru")

    assert decode_text(text.encode("cp1251"), declared=declared).text == text


def test_a_broken_byte_among_utf8_costs_that_byte_only() -> None:
    data = dressed("fr").encode() + b"\xff"

    decoded = decode_text(data)

    assert decoded.text == dressed("fr") + "\ufffd"
    assert decoded.charset == "utf-8"
    assert decoded.guessed
    assert 0.8 < decoded.confidence < 1


@pytest.mark.parametrize("language", [None, "en", "ru"])
def test_curly_apostrophes_of_windows_are_read(language: str | None) -> None:
    assert decode_text(b"It\x92s fine.", language=language).text == "It’s fine."
    assert decode_text(b"No\x85", language=language).text == "No…"


def test_a_file_cut_within_a_character_is_still_guessed() -> None:
    data = dressed("zh-Hans").encode("gb18030").rstrip()[:-1]

    decoded = decode_text(data)

    assert decoded.charset == "gb18030"
    assert decoded.text.startswith("1\r\n00:00:01,000")


def test_the_language_decides_between_close_guesses() -> None:
    data = "ağaç, şeker".encode("cp1254")

    assert decode_text(data, language="tr-TR").text == "ağaç, şeker"


@pytest.mark.parametrize("language", ["", "xx", "und", None])
def test_an_unknown_language_does_no_harm(language: str | None) -> None:
    assert decode_text(dressed("ru").encode("cp1251"), language=language).charset == "cp1251"


def test_bytes_that_fit_nothing_are_latin_1_without_confidence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "chardet.detect_all", lambda *args, **kwargs: [{"encoding": "rot13", "confidence": 1}]
    )

    assert decode_text(b"\x81\x8d\xff") == ("\x81\x8d\xff", "latin-1", 0.0, True)


def test_foreign_bytes_outside_the_text_are_evidence_too() -> None:
    decoded = decode_text(b"1\n\xa0 --> \xa0\nplain\n")

    assert decoded.guessed
    assert decoded.text.endswith("\nplain\n")


@pytest.mark.slow
def test_mutated_files_end_in_time() -> None:
    # Loads the detector before the limits hold.
    decode_text(dressed("ru").encode("cp1251"))
    samples = [dressed(language).encode(charset) for language, charset in PAIRS[::6]]

    survive(samples, lambda data: (decode_text(data), track(data, data[::-1])), count=2000, seed=3)


def test_evidence_is_bounded() -> None:
    decoded = decode_text(("Где ты был вчера вечером?\n" * 200_000).encode("cp1251"))

    assert decoded.charset == "cp1251"


def track(*payloads: bytes, language: str | None = None) -> tuple[list[str], int]:
    losses: dict[str, int] = {}
    charset = TrackCharset(language, losses)
    waiting: list[bytes] = []
    texts: list[str] = []
    for data in payloads:
        text = charset.decode(data)
        if text is None:
            waiting.append(data)
        else:
            texts.append(text)
        if not charset.waiting:
            texts += released(charset, waiting)
    charset.decide()
    return texts + released(charset, waiting), losses.get("charset", 0)


def released(charset: TrackCharset, waiting: list[bytes]) -> list[str]:
    texts = [text for data in waiting if (text := charset.decode(data)) is not None]
    assert len(texts) == len(waiting)
    waiting.clear()
    return texts


def test_a_track_is_utf8_until_a_sample_is_not() -> None:
    words = ["plain", "Привет, как дела?", "plain again", "Хорошо, спасибо."]

    assert track(*[word.encode("cp1251") for word in words]) == (words, 2)
    assert track(*[word.encode() for word in words]) == (words, 0)


def test_utf8_seen_before_makes_other_bytes_broken_ones() -> None:
    assert track("Привет".encode(), b"\xcf\xf0") == (["Привет", "\ufffd\ufffd"], 1)


def test_a_sample_that_is_mostly_utf8_is_utf8() -> None:
    assert track("Привет, мир".encode()[:-1]) == (["Привет, ми\ufffd"], 1)


def test_two_bytes_that_are_utf8_by_chance_follow_the_track() -> None:
    text = "我不知道我哥哥今天早上去哪儿了。"
    chance = "鲁".encode("gb18030")
    assert chance.decode()

    texts, _ = track(text.encode("gb18030"), chance)

    assert texts == [text, "鲁"]


def test_a_long_run_of_utf8_is_utf8_in_any_track() -> None:
    texts, _ = track("Где ты был вчера?".encode("cp1251"), "Где ты?".encode())

    assert texts == ["Где ты был вчера?", "Где ты?"]


def test_a_track_is_of_one_set_from_its_first_sample_on() -> None:
    lines = SENTENCES["cs"].split("|")

    texts, count = track(*[line.encode("cp1250") for line in lines * 100])

    assert texts == lines * 100
    assert count == 400


@pytest.mark.parametrize(
    ("charset", "words"),
    [("cp1252", ["Où ?", "Ça va ?", "Été"]), ("cp1251", ["Где?", "Да", "Нет, я не знаю"])],
)
def test_a_few_short_samples_are_told_by_all_of_them(charset: str, words: list[str]) -> None:
    assert track(*[word.encode(charset) for word in words])[0] == words


def test_samples_wait_until_there_is_enough_to_go_by() -> None:
    charset = TrackCharset(None, {})
    line = "Где ты был вчера вечером?".encode("cp1251")

    given = 1
    while charset.decode(line) is None and charset.waiting:
        given += 1

    assert (given - 1) * len(line) < 4096 <= given * len(line)
    assert charset.decode(line) == line.decode("cp1251")


def test_samples_without_evidence_do_not_wait_for_ever() -> None:
    charset = TrackCharset(None, {})
    charset.decode(b"caf\xe9")

    waited = next(count for count in range(20_000) if charset.decode(b"x") is not None)

    assert waited == 9_999
    assert charset.decode(b"caf\xe9") == "café"


def test_one_broken_sample_does_not_keep_a_track_from_being_utf8() -> None:
    words = ["Ça, déjà vu, été", "où ça ?"]

    assert track(b"caf\xe9", *[word.encode() for word in words]) == (["caf\ufffd", *words], 1)
    assert track(b"caf\xe9", *[words[0].encode()] * 900)[0][:2] == ["caf\ufffd", words[0]]


@given(st.binary(max_size=200), st.text(max_size=12))
def test_any_bytes_are_text(data: bytes, declared: str) -> None:
    decoded = decode_text(data, declared=declared)

    assert 0 <= decoded.confidence <= 1
    assert isinstance(track(data, language=declared)[0][0], str)
