"""German. Its nouns are capitalised, so that a name is told by its words and its preposition."""

from pretalx_ofa.affiliations.reading.words.language import Language, Relation, Vocabulary, listed

LANGUAGE = Language(
    code="de",
    signs=listed(
        """der die das und ist ein eine einer einem im in am an bei beim als fur von zu mit den dem
        des sich ich er sie seit auch auf arbeitet arbeite wurde war hat"""
    ),
    relations={
        "bei": Relation.AT,
        "beim": Relation.AT,
        "@": Relation.AT,
        "at": Relation.AT,
        "am": Relation.AT,
        "an": Relation.AT,
        "ans": Relation.AT,
        "der": Relation.OF_THE,
        "des": Relation.OF_THE,
        "vom": Relation.OF_THE,
        "von": Relation.OF,
        "of": Relation.OF,
        "in": Relation.IN,
        "im": Relation.IN,
        "mit": Relation.WITH,
        "fur": Relation.FOR,
        "aus": Relation.FROM,
    },
    articles=listed("""der die das dem den des ein eine einer einem einen seiner ihrer the"""),
    ands=listed("und & sowie and"),
    being=listed("ist bin sind war waren wurde wird"),
    working=listed(
        """arbeitet arbeite arbeitend arbeitete tatig angestellt beschaftigt lehrt lehre lehrte
        forscht forsche forschte promoviert promoviere studiert studiere engagiert wirkt"""
    ),
    joining=listed("wechselte grundete"),
    leading=listed("leitet leite leitete fuhrt fuhrte"),
    studying=listed("studiert studiere promoviert promoviere"),
    present=listed(
        """ist bin derzeit aktuell heute jetzt momentan arbeitet arbeite leitet lehrt forscht
        studiert promoviert"""
    ),
    past=listed(
        """war waren arbeitete leitete lehrte forschte fruher zuvor vorher ehemals davor wurde"""
    ),
    former=listed("""ehemaliger ehemalige ehemaligen fruherer fruhere ex vormaliger"""),
    since=listed("seit"),
    until=listed("bis"),
    elsewhere=listed(
        """studierte absolvierte promovierte abgeschlossen abschluss erhielt kunde kunden
        selbststandig selbststandiger selbstandig freiberuflich freiberuflicher freier freie
        stipendium alumni alumnus alumna absolvent absolventin ausgebildete ausgebildeter
        studium gefordert"""
    ),
    as_=listed("als"),
    stops=listed(
        """der die das dem den des ein eine einer einem einen und oder im in am an ans bei beim als
        fur von vom zu zum zur mit aus auf uber unter nach vor seit bis durch gegen ohne um sich
        ich er sie es wir ihr sein seine seiner seinem ihre ihrer ihrem mein meine dieser diese
        dieses welche ist bin sind war waren wurde wird werden hat habe haben hatte nicht auch
        noch nur sehr schon wo wenn wie was dass daß derzeit aktuell heute jetzt momentan fruher
        zuvor dort dabei arbeitet arbeite arbeitete tatig leitet leite lehrt forscht studiert
        promoviert sowie the at @ & and of for"""
    ),
)

VOCABULARY = Vocabulary(
    offices=listed(
        """grunder grunderin mitgrunder mitgrunderin geschaftsfuhrer geschaftsfuhrerin
        geschaftsfuhrender vorsitzender vorsitzende vorstand vorstandin vorstandsmitglied
        vorstandsvorsitzender vorstandsvorsitzende direktor direktorin leiter leiterin leitung
        mitglied gesellschafter inhaber inhaberin prasident prasidentin vizeprasident
        vizeprasidentin sprecher sprecherin partner partnerin beirat aufsichtsrat koordinator
        koordinatorin organisator organisatorin dekan dekanin rektor rektorin abteilungsleiter
        abteilungsleiterin gruppenleiter gruppenleiterin teamleiter teamleiterin projektleiter
        projektleiterin bereichsleiter bereichsleiterin referatsleiter referatsleiterin
        institutsleiter bundesvorsitzender schatzmeister schatzmeisterin fellow"""
    ),
    jobs=listed(
        """professor professorin juniorprofessor juniorprofessorin vertretungsprofessor mitarbeiter
        mitarbeiterin wissenschaftler wissenschaftlerin forscher forscherin entwickler
        entwicklerin ingenieur ingenieurin informatiker informatikerin berater beraterin
        referent referentin dozent dozentin lehrer lehrerin lehrbeauftragter lehrbeauftragte
        postdoc postdoktorand postdoktorandin redakteur redakteurin journalist journalistin
        techniker technikerin administrator programmierer programmiererin architekt architektin
        analyst analystin jurist juristin rechtsanwalt rechtsanwaltin anwalt anwaltin
        sachbearbeiter sachbearbeiterin assistent assistentin bibliothekar bibliothekarin
        manager managerin consultant beamter beamtin praktikant praktikantin werkstudent
        werkstudentin auszubildender auszubildende"""
    ),
    job_endings=listed(
        """entwickler entwicklerin ingenieur ingenieurin forscher forscherin wissenschaftler
        wissenschaftlerin berater beraterin professor professorin manager managerin referent
        referentin leiter leiterin mitarbeiter mitarbeiterin redakteur redakteurin"""
    ),
    no_jobs=frozenset(),
    students=listed(
        """student studentin studierender studierende doktorand doktorandin promovend promovendin
        masterstudent masterstudentin informatikstudent informatikstudentin promotionsstudent"""
    ),
    degrees=listed(
        """diplom doktor master bachelor magister absolvent absolventin studium promotion abschluss
        diplom-informatiker"""
    ),
    professions=listed("""ingenieur ingenieurin informatiker informatikerin jurist juristin"""),
    makers=listed(
        """autor autorin maintainer hacker hackerin aktivist aktivistin netzaktivist blogger
        bloggerin freelancer freiberufler freiberuflerin speaker speakerin enthusiast kunstler
        kunstlerin schriftsteller schriftstellerin"""
    ),
    legal=listed("gmbh ag kg ug e.v ev eg mbh ohg se"),
    companies=frozenset(),
    bodies=listed(
        """universitat fernuniversitat hochschule fachhochschule ministerium bundesministerium
        bundesamt landesamt stadt behorde verein stiftung gesellschaft verband bundesverband
        bank akademie kammer gericht partei genossenschaft tu th hs bundesagentur agentur
        bundesanstalt landesregierung bundesregierung bundestag landtag"""
    ),
    institutes=listed(
        """institut krankenhaus klinikum museum bibliothek archiv zentrum kolleg forschungszentrum"""
    ),
    units=listed(
        """fakultat lehrstuhl lehrgebiet fachbereich fachgebiet abteilung arbeitsgruppe gruppe team
        referat professur schule bereich forschungsgruppe arbeitskreis"""
    ),
    subjects=listed(
        """informatik mathematik physik chemie biologie geographie geografie geschichte recht
        medizin technik forschung entwicklung lehre wissenschaft wirtschaft kommunikation
        sicherheit philosophie soziologie politik psychologie daten bildung kunst technologie
        digitalisierung software bereich informationssicherheit datenschutz
        wirtschaftsinformatik"""
    ),
    generic=listed("""firma unternehmen agentur startup start-up verein organisation"""),
)
