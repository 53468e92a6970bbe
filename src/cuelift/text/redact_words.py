"""Strong language, as short own lists: whole words with their inflections.

Words that are also names, or have a harmless meaning of their own, are not in them.
"""

from __future__ import annotations

_LISTS = {
    "en": """
        arsehole arseholes asshole assholes bastard bastards bitch bitches bitching bollocks
        bullshit bullshitting clusterfuck cocksucker cocksuckers cunt cunts dickhead dickheads
        dipshit dumbass faggot faggots fuck fucked fucker fuckers fuckin fucking fucks fuckup
        horseshit jackass motherfucker motherfuckers motherfucking nigga niggas nigger niggers
        piss pissed shit shithead shitheads shithole shits shitting shitty slut sluts twat twats
        wanker wankers whore whores
    """,
    "de": """
        arschloch arschlöcher arschlöchern arschlochs fick ficke ficken ficker fickst fickt
        gefickt fotze fotzen hure huren hurensohn hurensöhne kacke miststück miststücke scheiß
        scheiße scheißen scheißer scheißt schlampe schlampen verfickt verfickte verfickten
        verfickter verficktes verpiss wichser wichsern
    """,
    "es": """
        cabrón cabrona cabronas cabrones chingada chingado chingar coño gilipollas hijoputa
        joder jodida jodido jodidos jódete malparido maricón maricones mierda mierdas
        pendeja pendejo pendejos puta putas puto putos
    """,
    "fr": """
        bâtard bâtards bordel branleur branleurs chier connard connards connasse connasses
        emmerde emmerder enculé enculés enculer foutre merde merdes merdeux nique niquer pédé
        pédés putain putains pute putes salaud salauds salope salopes
    """,
    "it": """
        bastarda bastarde bastardi bastardo cazzata cazzate cazzo cazzi coglione coglioni
        fanculo figa fottere fottiti fottuta fottuti fottuto merda merde minchia puttana puttane
        stronza stronze stronzi stronzo stronzata stronzate vaffanculo
    """,
    "pt": """
        arrombado buceta cabrão cabrões caralho caralhos filho~da~puta foda fodam fodas
        foder fodida fodido merda merdas porra porras puta putas putaria viado
        viados
    """,
    "nl": """
        flikker flikkers godverdomme hoer hoeren hoerenjong kankerlijer klootzak
        klootzakken kut kutwijf lul lullen mietje neuken neukt slet sletten verneukt
    """,
    "pl": """
        chuj chuja chujem chuje cipa dupek dupki dziwka dziwki gówno gówna jebać jebany jebane
        jebana kurwa kurwy kurwę kurwo pieprzony pieprzona pieprzone pierdol pierdolić pierdolony
        skurwiel skurwysyn skurwysyny spierdalaj wkurwiony zajebiście
    """,
    "ru": """
        блядь бляди блять гандон говно говна дерьмо ебать ебаный ебаная ебануть заебал заебали
        мудак мудаки мудила нахуй нахуя охуел охуеть пизда пиздец пиздеть похуй сука суки сукин
        ублюдок ублюдки хуй хуйня хуя шлюха шлюхи
    """,
    "sv": """
        fitta fittor helvete hora horor horunge jävel jävla jävlar knulla knullar kuk rövhål
        skit skitstövel skitstövlar slyna
    """,
    "tr": """
        amcık amına göt ibne kahpe orospu orospular piç piçler sik siktir siktiğimin yarrak
    """,
}


def listed(language: str) -> frozenset[str]:
    """Words and phrases of a language, lower case."""
    words = _LISTS.get(language, "").split()
    return frozenset([word.replace("~", " ") for word in words])


LANGUAGES = tuple(_LISTS)
