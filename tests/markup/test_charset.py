from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.markup.charset import TrackCharset, decode_text

SENTENCES = {
    "ar": "لا أعرف أين ذهب أخي هذا الصباح.|هل تريد أن نشرب القهوة معا؟|كان الطريق طويلا والليل باردا."
    "|سنعود إلى البيت قبل الغروب.",
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
    "nl": "Ik weet niet waar mijn broer vanochtend heen is.|Eén koffie voor mij, en twee voor België?"
    "|De reünie was gezellig en de avond lang.|Wij zijn vóór het donker weer thuis.",
    "pl": "Nie wiem, dokąd poszedł dziś rano mój brat.|Chcesz się napić ze mną kawy?"
    "|Droga była długa, a noc zimna.|Wrócimy do domu przed zachodem słońca, obiecuję.",
    "pt": "Não sei para onde foi o meu irmão esta manhã.|Você quer tomar um café comigo?"
    "|A estrada era longa e a noite estava fria.|Então já não há razão para preocupações.",
    "ro": "Nu ştiu unde a plecat fratele meu azi-dimineaţă.|Vrei să bem o cafea împreună?"
    "|Drumul era lung și noaptea rece.|Ne întoarcem acasă înainte de apus.",
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


def test_most_languages_are_read_without_a_hint() -> None:
    wrong = [
        (language, charset)
        for language, charset in PAIRS
        if decode_text(dressed(language).encode(charset)).text != dressed(language)
    ]

    assert len(wrong) <= 0, wrong
