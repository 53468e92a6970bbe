"""Words of signs, titles and times, in all the languages: descriptions do not use them."""

from __future__ import annotations

from cuelift.text.hearing_impaired.words import WordSet

PLACES = WordSet(
    """
    hotel hotell hotel's hôtel otel oteli hostel motel inn albergo hostal posada pensione гостиница
    отель restaurant ristorante restaurante restauracja trattoria osteria ресторан café café's
    hospital hôpital ospedale szpital больница госпиталь hastane hastanesi clini* clínica
    klinik* клиник* kliniği
    krankenhaus *krankenhaus *klinik ziekenhuis *ziekenhuis sjukhus* *sjukhus *sjukhuset
    school *schule école escuela scuola escola skola *skola *skolan szkoła школа okulu university
    université universidad università universidade universität uniwersytet университет üniversitesi
    college academy akademie academia académie accademia akademia академия conservat* station
    *station *stationen stazione estación estação bahnhof *bahnhof gare dworzec вокзал garı airport
    aéroport aeropuerto aeroporto flughafen lotnisko аэропорт havalimanı street avenue boulevard
    road straße strasse *straße *strasse rue calle *straat *gatan ulica улица caddesi sokağı square
    plaza piazza praça *platz *plein *torget площадь meydanı museum musée museo museu muzeum музей
    müzesi theater theatre théâtre teatro teatr театр tiyatrosu cinema cinéma *kino prison prisión
    prigione prisão gefängnis fängelse* gevangenis więzienie тюрьма cezaevi hall festival* club
    klub клуб store shop museum's castle château castillo castello castelo schloss kasteel slott*
    zamek замок island île isla isola ilha insel eiland wyspa остров adası headquarters
    """
)
"""What signs and captions of places name."""

UNITS = WordSet(
    """
    week weeks day days month months year years hours decades woche wochen tag tage tagen monat
    monate monaten jahr jahre jahren stunden semaine semaines jours mois ans années heures semana
    semanas día días mes meses año años horas settimana settimane giorni mesi anno anni ore dia
    dias mês ano anos weken dagen maanden jaar uur vecka veckor dagar månader år timmar tydzień
    tygodnie tygodni dni miesiące miesięcy lata lat godzin godziny неделю недели недель дня дней
    месяц месяца месяцев год года лет часа часов hafta gün yıl saat
    """
)
"""Of time: ``Two weeks earlier``."""

ASKING = WordSet(
    """
    please bitte prière svp favor favore alstublieft gelieve vänligen proszę prosimy просьба
    пожалуйста lütfen llame pulse empuje sonnez poussez tirez premere suonare bellen
    """
)
"""Who is asked to do something."""

POSTED = WordSet(
    """
    no not do don't keep to exit please only soon stop stopp stp тчк danger caution warning beware
    closed open wanted welcome sale verboten kein keine nicht nur achtung vorsicht gefahr
    geschlossen gesucht willkommen prohibido prohibida peligro atención cuidado cerrado cerrada
    abierto busca vende alquila bienvenidos ne interdit interdite défense défendu attention fermé
    fermée ouvert recherché bienvenue vietato vietata non divieto pericolo attenzione chiuso chiusa
    aperto ricercato benvenuti proibido proibida não perigo atenção fechado fechada aberto
    procurado verboden niet geen gevaar gesloten gezocht welkom förbjudet förbjuden ej inte varning
    stängt stängd öppet efterlyst välkommen zakaz nie uwaga zamknięte otwarte poszukiwany witamy не
    нет запрещено запрещается осторожно внимание закрыто открыто разыскивается yasak yasaktır
    dikkat kapalı açık aranıyor satılık
    terza klingeln vorschlag neueröffnung stato estado état blanco recolher очередь открытие açılış
    working works hiring parking opening crossing trabajando trabalhando lavorando
    """
)
"""Of signs, telegrams and headlines in capitals."""

SILENCES = frozenset(("silence", "silencio", "silenzio", "silêncio", "ruhe"))
"""Alone in capitals they ask for it."""

TALKING = frozenset(
    ("говорит", "mówi", "habla", "parla", "parle", "fala", "spricht", "speaks", "talar", "spreekt")
)
"""``THIS IS LONDON``: who speaks, rather than how."""

ROOMS = ("室", "堂", "簿", "ボックス", "館", "馆", "厅", "廳", "剧院", "劇院", "劇場", "ホール")
"""The same, behind words of sounds: ``音楽室``."""

IDEOGRAPHS = WordSet(
    "ホテル 病院 駅 学校 大学 空港 公園 通り 警察署 博物館 美術館 年前 年後 日前 日後 週間前 "
    "週間後 か月前 か月後 時間後 時間前 翌日 酒店 宾馆 賓館 医院 醫院 车站 車站 机场 機場 公园 "
    "公園 大厦 大廈 博物馆 博物館 公司 年后 天前 天后 天後 周前 周后 月前 月后 次日 小时后 工程 "
    "旅馆 旅館 饭店 飯店 客栈 客棧 餐厅 餐廳 咖啡馆 书店 書店 商店 银行 銀行 警局 派出所 法院 监狱 "
    "監獄 教堂 食堂 喫茶店 神社 交番 教会 博士 "
    "时间 時間 营业 營業 章 話 话 回 株式会社 市 县 縣 省",
    anywhere=True,
).anywhere
"""Ends of signs and titles in Chinese and Japanese."""
