"""English."""

from pretalx_ofa.affiliations.reading.words.language import Language, Relation, Vocabulary, listed

LANGUAGE = Language(
    code="en",
    signs=listed(
        """the is a an of and in at with for he she his her has was are i am my who as to on from
        by they"""
    ),
    relations={
        "at": Relation.AT,
        "@": Relation.AT,
        "of": Relation.OF,
        "in": Relation.IN,
        "on": Relation.IN,
        "within": Relation.AT,
        "under": Relation.IN,
        "with": Relation.WITH,
        "for": Relation.FOR,
        "from": Relation.FROM,
    },
    articles=listed("the a an my our its his her their both"),
    ands=listed("and & plus"),
    being=listed("""is am are i'm he's she's was were been be being became becoming"""),
    working=listed(
        """work works working worked employed serve serves serving served interned teach teaches
        teaching taught consult consults affiliated volunteers volunteering"""
    ),
    joining=listed("""joins joined joining rejoined coming founded co-founded cofounded"""),
    leading=listed(
        """lead leads leading led head heads heading headed run runs running ran direct directs
        directed directing manage manages managed chair chairs chairing chaired co-leads co-lead
        coordinate coordinates coordinated co-chairs co-chairing co-runs co-run"""
    ),
    studying=listed("""pursuing undertaking studying studies doing finishing completing"""),
    present=listed(
        """is am are i'm he's she's now currently presently today works work leads lead serves
        serve joined founded co-founded cofounded joins join teaches holds oversees heads
        nowadays pursuing since"""
    ),
    past=listed(
        """was were previously formerly prior before worked served taught spent led had held used
        earlier ran headed interned previous began started background career included includes"""
    ),
    former=listed("""former formerly ex previous past emeritus retired formally late"""),
    since=listed("since"),
    until=listed("until till"),
    elsewhere=listed(
        """graduated graduate earned received obtained completed holds hold finished studied
        majored awarded certified defended degree degrees diploma bachelor's bachelors bachelor
        master's masters doctorate alumnus alumna alumni alum presented presents speaking spoke
        spoken talk talks gave given attended participated mentored volunteered published
        collaborated collaborates collaboration collaborator client clients customer customers
        freelance freelancer freelancing contractor funded grant scholarship supported sponsored
        award awards featured recognized internship"""
    ),
    as_=listed("as"),
    stops=listed(
        """a an the i he she they we you it this that these those who which where when while whose
        what there here his her their my our your its me him them is am are was were be been
        being has have had do does did can will would may might should must not no also both
        only just even of in on at for with from by to into onto over about as than then so if
        or but nor and & @ across through between among along around within without under during
        after before since until via per because how why all any each every some such more most
        many much other others another i'm i've he's she's now current currently presently
        previously formerly today recently always often works work working worked employed serve
        serves serving served joined joins join joining leads lead's leading led heads runs
        running ran teaches taught based focused focusing focuses specializing specialising
        specialized specialised specializes responsible passionate interested known including
        includes involved using use uses used loves love likes like enjoys enjoy studied
        pursuing holding holds hold become became making developing develops building builds
        built creating creates created designing where's having got get started began spent
        earned received obtained completed graduated turned well very too up out off old years"""
    ),
)

VOCABULARY = Vocabulary(
    offices=listed(
        """founder co-founder cofounder ceo cto coo cfo cio cpo cso cmo ciso co-ceo president
        vice-president vp svp evp chair chairman chairwoman chairperson co-chair vice-chair
        director co-director owner co-owner member partner secretary treasurer head leader
        co-leader lead co-lead tech-lead organizer organiser co-organizer co-organiser trustee
        dean rector principal representative governor commissioner chief manager coordinator
        co-ordinator ambassador officer chancellor vice-chancellor provost deputy delegate
        steward convener advisor adviser"""
    ),
    jobs=listed(
        """professor lecturer reader researcher scientist engineer developer programmer analyst
        architect consultant specialist technologist administrator devrel staff fellow postdoc
        post-doc postdoctoral associate assistant intern faculty technician designer editor
        librarian curator economist statistician mathematician physicist chemist biologist
        geologist cartographer geographer surveyor teacher instructor trainer attorney lawyer
        counsel strategist evangelist journalist reporter investigator planner expert advocate
        sre swe sysadmin postgraduate clerk scholar practitioner accountant operator nurse
        physician doctor producer resident apprentice contractor volunteer writer hydrologist
        ecologist historian philosopher"""
    ),
    job_endings=listed("""eer ist ician yst tect per ger cher tor ner rer ser ver ter der"""),
    no_jobs=listed(
        """computer center centre number paper water summer winter order under over after other
        another whether together rather either neither further former better letter matter
        character chapter cluster cancer career server driver layer user power super upper lower
        inner outer never ever remember september october november december cover river silver
        master semester quarter newsletter twitter docker flutter jupyter mentor factor sector
        vector doctor tutor monitor motor creator contributor author interior exterior behavior
        generator operator customer consumer newcomer gamer lover believer speaker maintainer
        builder maker blogger youtuber podcaster writer reader helper corner border danger
        hunger larger longer younger list exist assist consist persist twist artist enthusiast
        optimist activist feminist cyclist guitarist pianist novelist soloist ter der per ger
        ver tor inventor investor wrapper scraper popular parser browser laser eraser manner
        dinner runner winner learner beginner banner scanner filter router hyper cyber fiber
        gender render vendor folder wonder reminder outsider insider stranger trigger merger
        ranger father mother brother sister daughter grandfather alexander peter walter junior
        senior"""
    ),
    students=listed("student undergraduate undergrad candidate doctorand trainee"),
    degrees=listed(
        """phd ph.d dphil doctorate msc m.sc ms m.s ma m.a mba bsc b.sc bs b.s ba b.a beng meng
        mphil degree bachelor bachelor's bachelors master master's masters diploma b.tech btech
        m.tech mtech m.e mres llm llb"""
    ),
    professions=listed(
        """engineer physicist geographer mathematician economist lawyer biologist geologist
        architect chemist scientist statistician"""
    ),
    makers=listed(
        """author co-author coauthor maintainer co-maintainer contributor creator co-creator user
        fan lover enthusiast speaker keynote mentor attendee recipient winner alumnus alumna
        alumni alum graduate graduates freelancer freelance mvp host co-host blogger podcaster
        hobbyist activist father mother husband wife dad mom parent supporter committer inventor
        finalist awardee nomad native citizen self-employed independent admirer follower learner
        participant hacker artist musician"""
    ),
    legal=listed(
        """inc incorporated ltd limited llc llp corp corporation plc pty pbc gmbh co company pvt
        private bv oy ab sas sarl srl spa"""
    ),
    bodies=listed(
        """university polytechnic ministry government commission council agency authority bureau
        foundation association society federation consortium organization organisation union
        alliance bank network community nations corps trust parliament senate court municipality
        academy administration embassy cooperative coalition league eth fh"""
    ),
    companies=listed(
        """software technologies technology labs solutions systems consulting consultancy
        consultants ventures partners studio studios analytics robotics pharmaceuticals energy
        holdings industries enterprises logistics"""
    ),
    institutes=listed(
        """college institute institution hospital museum library archive archives observatory
        survey laboratory laboratories center centre"""
    ),
    units=listed(
        """department dept school faculty lab group division unit team squad section office branch
        program programme project chair campus secretariat initiative committee board
        subcommittee taskforce directorate chapter"""
    ),
    subjects=listed(
        """science sciences engineering mathematics physics chemistry biology statistics economics
        informatics computer software data geography geosciences geoscience geoinformatics
        geomatics geology history philosophy law medicine education research development
        operations product products marketing sales design ux ui strategy technology
        technologies innovation community communications training security cybersecurity
        infrastructure platform cloud growth learning machine deep artificial intelligence ai ml
        analytics business management finance policy people talent quality relations
        partnerships content it ict gis hr r&d applied computational spatial environmental
        electrical mechanical civil industrial systems system information networks robotics
        linguistics psychology sociology anthropology political public health digital humanities
        remote sensing earth observation space aerospace materials quantum numerical methods
        theoretical bioinformatics neuroscience ecology climate water ocean oceanography
        hydrology agriculture forestry architecture planning urban energy services programs
        projects delivery solutions experience studies media open source devrel web mobile
        frontend backend python django julia javascript java linux astronomy astrophysics
        commerce accounting humanity art arts music technical global nlp hpc cs ee iot
        international industry modeling modelling optimization control english german french
        portuguese spanish language languages literature"""
    ),
    generic=listed(
        """company firm startup start-up organization organisation agency consultancy university
        institute non-profit nonprofit ngo called named"""
    ),
)
