"""How credits and advertisements of subtitles begin; looked for in any language.

``_`` stands for a blank, ``_?`` for one that may be missing; the phrases are parts of regular
expressions.
"""

CREDITS = (
    # English
    "(?:closed[ -]?)?(?:sub(?:title)?s?|captions?|captioning|subtitling|subtitles?_and_captions?)"
    "(?:ed)?(?:_(?:and|&)_(?:synced|corrected|timed|encoded))*_(?:by|created_by|provided_by"
    "|made_by)",
    "(?:subtitled|captioned|close[d-]captioned|translated|transcribed|synced|synchroni[sz]ed"
    "|resynced"
    "|corrected|encoded|ripped|timed|proofread|edited|improved|uploaded|subs)"
    "(?:(?:,|_(?:and|&)|_&)_(?:synced|synchroni[sz]ed|corrected|timed|translated|encoded"
    "|edited))*_by",
    "(?:sync|synchronization|correction|corrections|rip|translation|subtitle_translation"
    "|subtitling|"
    "english_subtitles?|subtitle_editor|subtitle_translator|transcript|timing|captions|subtitles"
    "|subs"
    "|closed_captions?|closed_captioning)_?(?:(?:,|&|and|/)_?(?:sync|corrections?"
    "|timing)_?)*(?:by|:)",
    # German
    "(?:deutsche_)?untertitel(?:ung)?(?:_(?:von|durch|im_auftrag|erstellt|angefertigt)|_?:"
    "|_für_gehörlose)",
    "(?:übersetzt|synchronisiert|angepasst|korrigiert|bearbeitet|transkribiert|untertitelt)"
    "(?:_(?:und|&)_\\w+)?_(?:von|durch)",
    "(?:übersetzung|bearbeitung|korrektur|anpassung|redaktion_untertitel)_?:",
    # French
    "(?:sous-titr(?:es?|age|é|és|ée)|soustitres?)(?:_(?:bénévole|français|adapté|réalisé\\w*"
    "|traduits?|pour"
    "_sourds_et_malentendants))*_?(?:par_|de_|:)",
    "(?:traduit|adapté|synchronisé|corrigé|relu|transcrit|sous-titré)e?s?(?:_et_\\w+)?_par",
    "(?:traduction|adaptation|synchro|synchronisation|relecture|correction|resync)s?_?:",
    # Spanish
    "(?:subtitulad[oa]s?|traducid[oa]s?|sincronizad[oa]s?|corregid[oa]s?|transcrit[oa]s?"
    "|editad[oa]s?"
    "|adaptad[oa]s?)(?:_y_\\w+)?_(?:por|para_sordos)",
    "(?:subtítulos?|subtitulado|subtitulación|traducción|sincronización|corrección|adaptación)"
    "(?:_y_\\w+)?(?:_(?:en_español|para_sordos))?_?(?:por_|:)",
    "(?:subtítulos?|subtitulado|subtitulación)_de_",
    # Italian
    "sottotitol(?:i|ato|ati|atura|azione)(?:_per_non_udenti)?_?(?:a_cura_di|di_|da_|:|tradotti_da)",
    "(?:tradotto|tradotti|traduzione|revisione|sincronizzazione|synch?|resynch?|adattamento"
    "|correzione)"
    "(?:_e_\\w+)?_?(?:a_cura_di|da_?:|da_|:)",
    # Portuguese
    "(?:legendas|legendagem)_de_",
    "(?:legend(?:a|as|ado|ada|ados|agem)|tradu(?:ção|zido|zida|zidas)|sincroni(?:a|zado|zada"
    "|zação)"
    "|revis(?:ão|ado|ada)|adapta(?:ção|do)|transcrição|ressincronizad[oa])(?:_e_\\w+)?_?(?:por_"
    "|por:|:|pela_|pelo_)",
    "closed_caption(?:s|ing)?_?:",
    # Dutch
    "(?:nederlandse_)?(?:ondertitel(?:ing|s|d)?|ondertitels|vertaling|vertaald|bewerking|bewerkt"
    "|sync)"
    "(?:_en_\\w+)?_?(?:door|:|verzorgd_door)",
    # Swedish, Danish, Norwegian
    "(?:svensk_text|svenska_undertexter|undertext(?:er|ning|at)?|textning|översättning|översatt"
    "|textad"
    "|synkad|synk|fansub)(?:_och_\\w+)?_?(?:av|:)",
    "text_?:_\\S+(?:_\\S+)?_(?:ab|media|text|för)\\b",
    "(?:danske?_|norske?_)?(?:undertekster?|undertekstning|tekst(?:et|ing)?|oversatt|oversat"
    "|oversættelse"
    "|oversettelse)(?:_og_\\w+)?_?(?:av|af|:)",
    # Finnish
    "(?:suomennos|tekstitys|suomentanut|käännös|kääntänyt|tekstityksen_\\w+)(?:_?:|_)",
    # Polish, Czech, Slovak
    "(?:polskie_)?(?:napisy|tłumaczenie|przekład|korekta|synchronizacja|dopasowanie"
    "|tekst_i_napisy|"
    "opracowanie|wersja_polska)(?:_i_\\w+)?_?(?:przez|:|wykona\\w+_)",
    "(?:tłumaczył|przetłumaczył|przełożył|zsynchronizował)[aiy]?_?:",
    "(?:titulky|překlad|preklad|přeložila?|preložila?|přečasoval|časování|korekce|úprava)_?(?::"
    "|od_|vytvoři)",
    # Hungarian, Romanian
    "(?:magyar_)?(?:felirat(?:ot)?|fordítás|fordította|fordító|szinkron)_?(?::|_készítette|_írta)",
    "(?:subtitrare|subtitrări|traducere|traducerea|adaptare|sincronizare|tradus"
    "|subtitrat)(?:_și_\\w+)?_?(?:de_|:)",
    # Russian, Ukrainian
    "(?:субтитры|титры|перевод|переводчик|редактор_субтитров|корректор|тайминг|синхронизация"
    "|перевёл|перевел"
    "|перевод_субтитров|перевод_и_\\w+)_?(?::|выполнен\\w*|сделан\\w*|подготовлен\\w*"
    "|предоставлен\\w*|от_|—|создав)",
    "(?:субтитри|переклад|переклав|переклала)_?:",
    # Turkish, Greek
    "(?:türkçe_|sesli_betimleme_ve_)?(?:sesli_betimleme|altyazı|altyazılar|çeviri|çeviren|çevirmen|senkron|düzenleme|altyazı_çevirisi"
    "|işitme_engelliler_için_altyazı|alt_yazı(?:lar)?|ayrıntılı_altyazı(?:lar)?)(?:_ve_\\w+)?_?:",
    "(?:υπότιτλοι|μετάφραση|απόδοση|επιμέλεια|συγχρονισμός)_?:",
    # Arabic, Hebrew
    "(?:ترجمة|تعديل|توقيت)_?(?::|و)",
    "(?:תרגום|כתוביות|תורגם|סנכרון)_?(?::|_ע|_על_ידי|_וסנכרון)",
    # Japanese, Chinese, Korean
    "(?:日本語)?(?:字幕|翻訳|字幕翻訳|字幕制作|字幕監修|日本語字幕|監修)_?(?:制作|翻訳|監修|担当)?_?[:：]",
    "(?:中文)?(?:字幕|翻译|翻譯|校对|校對|时间轴|時間軸|字幕制作|字幕製作|听译|聽譯|压制|壓制|后期|後期|监制|監製|译制|譯製)"
    "(?:制作|製作|翻译|翻譯|提供|组|組)?_?[:：]",
    # Fetched from an address, described for the blind
    "(?:downloaded|ripped|taken)_from_|(?:heruntergeladen|geladen)_von_|téléchargée?s?_(?:sur|de|depuis)_"
    "|descargad[oa]s?_(?:de|desde|en)_|scaricat[oaie]_da_|baixad[oa]s?_(?:de|do|em|no)_|descarregad[oa]s?_de_"
    "|gedownload_(?:van|via)_|(?:hämtad|hämtade|nedladdad)_(?:från|på)_|pobran[eoya]_z_|(?:скачано|взято)_с_"
    "|(?:ダウンロード|入手)(?:元|先)_?[:：]|(?:下载|下載)(?:自|于|於)",
    "(?:audio_description|audio-?desk?ription|audiodescrip(?:ción|tion|tie)|audiodescrizione|audiodescrição"
    "|syntolkning|audiodeskrypcja|тифлокомментарий|音声ガイド|口述影像)_?(?:by_|von_|par_|por_|door_|av_|:|：)",
    "(?:翻译|翻譯)_\\S{1,12}_(?:校对|校對|时间轴|時間軸)",
    "(?:中文|本)?字幕由.{1,30}(?:提供|制作|製作|翻译|翻譯)",
    "(?:자막|번역|한글자막|자막_제작|싱크|싱크_수정)(?:_제작|_수정|_번역)?_?(?::|by_|_by)",
)
"""A line that begins so is a credit: nothing that is said begins so with a colon or ``by``."""

CALLS = (
    "(?:please_)?(?:rate|support|visit|watch|follow|download|find|get|join|advertise|share"
    "|donate|become|like|"
    "subscribe|more|want|need|help|use|open|see|try|for_more|get_more|new|all|free|best)\\b",
    "(?:besuch|mehr|hol|lad|folg|unterstütz|weitere|bewerte|finde|schau)\\w*\\b",
    "(?:retrouve[zr]|soutenez|suivez|visitez|télécharge[zr]|plus_de|rejoigne[zr]|notez|votez)\\b",
    "(?:más|visita|descarga|síguenos|apoya|encuentra|vota|únete|suscríbete|califica)\\b",
    "(?:se_ti_piac\\w+|vota|visita|scarica|seguici|trova|altri|iscriviti|sostieni|unisciti)\\b",
    "(?:acompanhe|visite|baixe|siga|vote|mais|apoie|inscreva|curta|legendas|avalie)\\b",
    "(?:download|bezoek|volg|meer|steun|beoordeel|word_lid|kijk_op)\\b",
    "(?:besök|ladda|följ|mer|fler|stöd|gilla|besøg|hent|følg|last_ned|flere|støtt)\\b",
    "(?:odwiedź|pobierz|więcej|wejdź|zapraszam\\w*|polub|oceń|dołącz|navštivte|stáhn\\w+"
    "|stiahn\\w+)\\b",
    "(?:скачивайте|скачать|скачай|заходите|подписывайтесь|больше|поддержите|посетите|смотрите"
    "|оцените"
    "|вступайте|наш_сайт|наша_группа)\\b",
    "(?:indir|ziyaret|daha_fazla|takip|destek|beğen|abone|bizi)\\b",
    "(?:視聴|ダウンロード|詳しく|チャンネル登録|公式サイト|最新)",
    "(?:更多|欢迎|歡迎|关注|關注|下载|下載|请访问|請訪問|点赞|按讚|本字幕|仅供学习|僅供學習)",
)
"""With an address in the same cue, a line that begins so is an advertisement."""

NOTICES = (
    "(?:não|nao)_comercialize",
    "(?:do_not|don't)_(?:sell|re-?upload|use_for_commercial)",
    "(?:not|nicht)_(?:for_sale|zum_verkauf)",
    "nie_na_sprzedaż",
    "仅供学习交流|僅供學習交流|禁止用于商业|禁止用於商業",
    "advertise_your_product_or_brand_here",
    "support_us_and_become_(?:a_)?vip",
)
"""A cue with such a line is an advertisement."""

SUBTITLE_WORDS = (
    "subtitl", "subs", "captio", "untertitel", "sous-titr", "soustitr", "subtít", "subtitul",
    "sottotit", "legenda", "legend", "ondertit", "undertext", "undertekst", "textning", "textad",
    "svensk text", "fansub", "text:", "napisy", "titulky", "субтит", "титры", "altyazı", "alt yazı",
    "字幕", "자막", "felirat", "subtitr", "tekstet", "tekstit", "υπότιτλοι", "כתוביות",
)  # fmt: skip
