"""French."""

from pretalx_ofa.affiliations.reading.words.language import Language, Relation, Vocabulary, listed

LANGUAGE = Language(
    code="fr",
    signs=listed(
        """le la les de du des et est un une en je il elle suis au aux chez pour par avec dans que
        qui sur depuis son sa ses mon ma"""
    ),
    relations={
        "à": Relation.AT,
        "au": Relation.AT,
        "aux": Relation.AT,
        "chez": Relation.AT,
        "@": Relation.AT,
        "at": Relation.AT,
        "du": Relation.OF_THE,
        "des": Relation.OF_THE,
        "de": Relation.OF,
        "d'": Relation.OF,
        "dans": Relation.IN,
        "en": Relation.IN,
        "avec": Relation.WITH,
        "pour": Relation.FOR,
        "par": Relation.FROM,
    },
    articles=listed("le la les l' un une son sa the"),
    ands=listed("et & and"),
    being=listed("est suis sommes etait fut etant"),
    working=listed(
        """travaille travaillant travaillait enseigne enseignait employe employee rattache
        rattachee exerce"""
    ),
    joining=listed("rejoint rejoins integre"),
    leading=listed("dirige dirigeait anime preside coordonne pilote"),
    studying=listed("prepare preparant effectue poursuit etudie"),
    present=listed(
        """est suis actuellement aujourd'hui maintenant travaille enseigne dirige desormais"""
    ),
    past=listed("""etait fut ete travaillait enseignait dirigeait auparavant precedemment avant"""),
    former=listed("ancien ancienne ex"),
    since=listed("depuis"),
    until=listed("jusqu'en jusqu'a jusque"),
    elsewhere=listed(
        """diplome diplomee diplomes obtenu titulaire licence maitrise etudes client clients bourse
        finance independant independante freelance presente participe"""
    ),
    as_=listed("comme tant"),
    stops=listed(
        """le la les l' un une des de du d' et à ou est suis sommes etait fut a au aux en dans chez
        pour par avec sans sur sous que qui dont je il elle nous vous ils elles mon ma mes son
        sa ses notre ce cet cette ces se ne pas plus tres aussi actuellement auparavant depuis
        jusque travaille enseigne dirige comme tant passionne passionnee the at @ & and of in
        for mais"""
    ),
)

VOCABULARY = Vocabulary(
    offices=listed(
        """fondateur fondatrice cofondateur cofondatrice co-fondateur co-fondatrice president
        presidente vice-president vice-presidente directeur directrice directeur-adjoint membre
        gerant gerante responsable chef cheffe secretaire tresorier tresoriere associe associee
        coordinateur coordinatrice doyen doyenne recteur rectrice representant representante
        delegue deleguee administrateur administratrice organisateur organisatrice"""
    ),
    jobs=listed(
        """professeur professeure enseignant enseignante enseignant-chercheur
        enseignante-chercheuse chercheur chercheuse maitre maitresse ingenieur ingenieure
        developpeur developpeuse analyste consultant consultante architecte technicien
        technicienne avocat avocate juriste economiste journaliste bibliothecaire postdoctorant
        postdoctorante post-doctorant stagiaire charge chargee informaticien informaticienne
        geomaticien geomaticienne geographe cartographe statisticien statisticienne conseiller
        conseillere formateur formatrice"""
    ),
    job_endings=frozenset(),
    no_jobs=frozenset(),
    students=listed("""etudiant etudiante doctorant doctorante eleve alternant alternante"""),
    degrees=listed("""docteur docteure doctorat diplome diplomee licence maitrise titulaire"""),
    professions=listed("""ingenieur ingenieure geographe juriste avocat avocate architecte"""),
    makers=listed(
        """auteur auteure autrice co-auteur createur creatrice mainteneur mainteneuse contributeur
        contributrice utilisateur utilisatrice passionne passionnee conferencier conferenciere
        benevole independant independante"""
    ),
    legal=listed("sas sarl s.a.s scop sa eurl"),
    companies=frozenset(),
    bodies=listed(
        """universite ministere gouvernement mairie agence association fondation compagnie banque
        federation conseil societe commission organisation metropole cooperative syndicat"""
    ),
    institutes=listed(
        """institut ecole hopital musee bibliotheque archives observatoire college academie"""
    ),
    units=listed(
        """departement faculte centre laboratoire groupe programme direction division unite service
        equipe comite chaire ufr"""
    ),
    subjects=listed(
        """science sciences informatique mathematiques physique chimie biologie geographie geologie
        histoire droit medecine sante education recherche developpement intelligence
        artificielle economie statistique philosophie communication donnees geomatique numerique
        innovation lettres"""
    ),
    generic=listed("entreprise startup start-up agence"),
)
