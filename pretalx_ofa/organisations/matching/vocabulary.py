"""General words of organisations' names and of what people write around them, by language.

No list of organisations: what tells one from another comes from the registry.
"""

# Words that say what kind of organisation it is, and how they begin in the languages of most names.
# Statistics cannot know that they mean the same.
KINDS = {
    "university": "univ uni universi universidade universidad "
    "universitat universite universita universiteit uniwersytet univerz univerzita univerzitet "
    "universitesi universitet unibertsitatea "
    "yliopisto egyetem ulikool universitario universitaria",
    "hochschule": "hs fachhochschule hogeschool hogskolan hogskola hogskole hojskole",
    "institute": "inst institu institut instituto istituto instytut institutt instituut enstitusu",
    "college": "coll collg kolej colegio college collegium",
    "school": "sch escola escuela ecole scuola schule skola",
    "academy": "acad academia academie akademie akademi accademia akademija",
    "hospital": "hosp ospedale hopital krankenhaus klinikum hospitalar ziekenhuis sygehus",
    "centre": "ctr cent cntr center centro zentrum centrum centar keskus",
    "laboratory": "lab labs laboratoire laboratorio laboratorium",
    "department": "dept dep depart departamento departement dipartimento abteilung",
    "faculty": "fac facultad faculdade faculte fakultat facolta fakultet",
    "technology": "tech technol technical technological technische technique tecnologia "
    "tecnologica tecnologico tecnologie tecnica tecnico technion",
    "science": "sci ciencia scienze wissenschaften nauk",
    "medical": "med medicine medicina medizinische medica medico medicale",
    "national": "natl nat nacional nationale nazionale nationales narodowy",
    "international": "int intl internacional internationale internazionale",
    "federal": "fed",
    "research": "res recherche pesquisa investigacion investigacao ricerca ricerche "
    "forschung forschungs investigaciones",
    "association": "assoc asociacion associacao associazione",
    "foundation": "fdn found fundacao fundacion fondation fondazione stiftung fundacio",
    "society": "soc sociedad sociedade societe societa gesellschaft",
    "company": "co corp corporation inc ltd llc gmbh ag sa srl spa plc bv limited incorporated kg "
    "oy ab as pvt private lda ltda sas sarl pty",
    "engineering": "eng engn engr ingenieria engenharia",
    "division": "div divisao",
}
# Words that mean the same and say more than a kind.
MEANINGS = {
    "state": "estado estadual estatal staatliche staatlicher etat statale",
    "catholic": "catolica catolico catholique cattolica katholische katholieke katholische",
    "pontifical": "pontificia pontificio pontificale",
    "polytechnic": "politecnico politecnica polytechnique politechnika polytechnische",
    "higher": "superior sup superieure superiore superieur",
    "autonomous": "autonoma autonomo autonome",
    "rural": "rurale",
    "ministry": "ministerio ministere ministero ministerium minist",
    "museum": "museu museo musee",
    "library": "biblioteca bibliotheque bibliothek biblioteka",
    "agency": "agencia agence agenzia agentur",
    "council": "conselho consejo conseil consiglio",
    "network": "rede reseau netzwerk rete",
    "health": "saude salud sante salute gesundheit",
    "agriculture": "agricultura agricultural agricole agraria agrario agr agric",
    "education": "educacao educacion educazione bildung",
    "development": "desenvolvimento desarrollo developpement sviluppo",
    "administration": "administracao administracion amministrazione verwaltung",
    "economics": "economia economie economic economico economica econ",
    "physics": "fisica physique physik phys",
    "chemistry": "quimica chimie chemie chimica chem",
    "mathematics": "matematica matematicas mathematiques mathematik math maths",
    "biology": "biologia biologie biol",
    "business": "negocios bus",
    "applied": "aplicada aplicadas appl angewandte appliquee appliquees",
}
# Who somebody is: it stands before an organisation's name and is no part of it.
ROLES = frozenset(
    """professor professora profa prof docente doutorando doutoranda doutor doutora mestrando mestranda
    mestre pesquisador pesquisadora investigador investigadora bolseiro bolseira bolsista aluno aluna
    estudante graduando graduanda bibliotecario bibliotecaria servidor servidora funcionario funcionaria
    coordenador coordenadora diretor diretora reitor reitora presidente analista tecnico tecnica
    engenheiro engenheira desenvolvedor desenvolvedora cientista gestor gestora gerente consultor
    consultora assessor assessora jornalista advogado advogada medico medica posdoc posdoutorando
    posdoutoranda membro fundador fundadora cofundador cofundadora egresso egressa
    profesor profesora doctorando doctoranda estudiante becario becaria coordinador coordinadora director
    directora ingeniero ingeniera bibliotecaria miembro alumno alumna cientifico cientifica
    lecturer reader researcher scientist fellow postdoc postdoctoral student candidate engineer developer
    manager head chair dean coordinator librarian analyst consultant member founder cofounder employee
    staff phd currently professorship assistant associate senior junior president ceo cto
    professeur professeure maitre chercheur chercheuse doctorant doctorante etudiant etudiante ingenieur
    ingenieure directeur directrice bibliothecaire responsable enseignant enseignante chargee charge
    professorin wissenschaftler wissenschaftlerin mitarbeiter mitarbeiterin doktorand doktorandin
    dozent dozentin studentin leiter leiterin forscher forscherin bibliothekar bibliothekarin
    entwickler entwicklerin""".split()
)
# The small words and kinds that one language alone has.
LANGUAGE_OF = {
    word: language
    for language, forms in {
        "pt": "da do dos das na no nas nos em pela pelo universidade faculdade instituto fundacao "
        "associacao pesquisa escola professora pesquisador pesquisadora e campus",
        "es": "del los las y en universidad facultad fundacion asociacion investigacion escuela",
        "fr": "du des et au aux universite faculte ecole",
        "de": "der und von zu zur an am universitat hochschule fakultat institut",
        "it": "della dello dell dall nell dei degli delle di universita facolta",
        "en": "of the and at for university school department institute",
    }.items()
    for word in forms.split()
}
# These name parts of an organisation.
UNITS = {"department", "faculty", "school", "division", "laboratory"}
# "University of …" goes on.
WHOLES = {"university"}
# These make an organisation of the words beside them.
BODIES = {
    "university", "institute", "college", "academy", "hospital", "centre", "association",
    "foundation", "society",
}  # fmt: skip
# These add nothing to a name.
EMPTY = {"company"}
# "para" is not among them: it is a state of Brazil without its accent.
AND = {"and", "e", "y", "et", "und", "with"}
PARTICLES = frozenset(
    """of the de da do dos das del della dello dei delle degli di du des la le les el los las and e y
    et und u i for fur pour per in at an a on von der die das zu van het en to d l og za na no nas nos pela
    pelo em ao aos""".split()
)
FORMS = frozenset(KINDS)
