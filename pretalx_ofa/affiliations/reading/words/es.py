"""Spanish."""

from pretalx_ofa.affiliations.reading.words.language import Language, Relation, Vocabulary, listed

LANGUAGE = Language(
    code="es",
    signs=listed(
        """de del la el los las y en un una soy es con para por como que mi su trabaja trabajo al
        anos desde fue yo ella"""
    ),
    relations={
        "en": Relation.AT,
        "@": Relation.AT,
        "at": Relation.AT,
        "del": Relation.OF_THE,
        "de": Relation.OF,
        "con": Relation.WITH,
        "para": Relation.FOR,
        "por": Relation.FROM,
    },
    articles=listed("la el los las un una su mi the"),
    ands=listed("y e & and"),
    being=listed("es soy somos era fue fui siendo"),
    working=listed(
        """trabaja trabajo trabajando trabaje trabajaba labora laboro ejerce ensena imparte
        empleado empleada adscrito adscrita vinculado vinculada"""
    ),
    joining=listed("ingreso incorporo unio integra fundo cofundo"),
    leading=listed("""lidera lidero dirige dirijo coordina coordino preside encabeza dirigio"""),
    studying=listed("""cursando cursa curso estudia estudio estudiando realizando realiza"""),
    present=listed(
        """es soy actualmente hoy ahora trabaja trabajo trabajando lidera dirige coordina"""
    ),
    past=listed(
        """fue fui era trabaje trabajaba anteriormente antes previamente dirigio coordino laboro"""
    ),
    former=listed("""ex antiguo antigua anterior exdirector expresidente jubilado jubilada"""),
    since=listed("desde"),
    until=listed("hasta"),
    elsewhere=listed(
        """graduado graduada egresado egresada licenciado licenciada titulado titulada obtuvo
        recibio estudie grado licenciatura maestria doctorado cliente clientes beca financiado
        financiada freelance autonomo autonoma presento participo nacio vive vivo premio"""
    ),
    as_=listed("como"),
    stops=listed(
        """a el la los las un una unos unas de del y e en con para por como que quien donde cuando
        se al yo ella ellos mi mis su sus nuestro este esta ese esa es soy somos era fue fui
        siendo tiene tengo ya mas muy tambien siempre hoy ahora actualmente anteriormente antes
        desde hasta entre sobre sin bajo tras pero o ni trabaja trabajo trabajando lidera dirige
        coordina apasionado apasionada interesado interesada responsable todos cada otro otra
        anos ano ser the at @ & and of in for"""
    ),
)

VOCABULARY = Vocabulary(
    offices=listed(
        """fundador fundadora cofundador cofundadora presidente presidenta vicepresidente director
        directora codirector codirectora subdirector subdirectora socio socia propietario
        propietaria miembro integrante coordinador coordinadora lider jefe jefa gerente
        secretario secretaria tesorero tesorera rector rectora vicerrector vicerrectora decano
        decana organizador organizadora representante vocal"""
    ),
    jobs=listed(
        """profesor profesora docente catedratico catedratica investigador investigadora
        desarrollador desarrolladora programador programadora ingeniero ingeniera analista
        arquitecto arquitecta consultor consultora especialista tecnico tecnica becario becaria
        abogado abogada economista periodista bibliotecario bibliotecaria asesor asesora
        funcionario funcionaria geografo geografa biologo biologa fisico fisica matematico
        matematica"""
    ),
    job_endings=frozenset(),
    no_jobs=frozenset(),
    students=listed("""estudiante alumno alumna doctorando doctoranda maestrando maestranda"""),
    degrees=listed(
        """doctor doctora doctorado master magister maestria licenciado licenciada licenciatura
        graduado graduada egresado egresada grado"""
    ),
    professions=listed(
        """ingeniero ingeniera arquitecto arquitecta abogado abogada economista geografo geografa
        fisico matematico tecnico especialista"""
    ),
    makers=listed(
        """autor autora coautor coautora creador creadora mantenedor mantenedora contribuidor
        contribuidora usuario usuaria entusiasta ponente mentor mentora voluntario voluntaria
        autonomo"""
    ),
    legal=listed("s.l sl s.a sa s.a.s s.r.l"),
    companies=frozenset(),
    bodies=listed(
        """universidad universitat ministerio gobierno ayuntamiento agencia asociacion fundacion
        compania banco federacion consejo tribunal senado camara empresa cooperativa sociedad
        comision organizacion diputacion junta generalitat municipalidad consorcio red"""
    ),
    institutes=listed(
        """instituto hospital museo biblioteca archivo observatorio colegio academia politecnica"""
    ),
    units=listed(
        """departamento facultad escuela centro laboratorio grupo programa secretaria division
        unidad comite equipo catedra campus"""
    ),
    subjects=listed(
        """ciencia ciencias computacion informacion informatica datos tecnologia tecnologias
        sistemas ingenieria matematicas fisica quimica biologia geografia geologia historia
        derecho medicina salud educacion investigacion desarrollo inteligencia artificial
        economia estadistica filosofia comunicacion sociales aplicada ambiental innovacion
        letras humanidades"""
    ),
    generic=listed("empresa startup organizacion consultora ong"),
)
