"""Portuguese of Brazil and Portugal."""

from pretalx_ofa.affiliations.reading.words.language import Language, Relation, Vocabulary, listed

LANGUAGE = Language(
    code="pt",
    signs=listed(
        """de da do das dos e em na no nas nos um uma sou com para por pela pelo como que meu minha
        seu sua atua atuo trabalha trabalho mais ao anos desde foi eu ele ela"""
    ),
    relations={
        "na": Relation.AT,
        "no": Relation.AT,
        "nas": Relation.AT,
        "nos": Relation.AT,
        "@": Relation.AT,
        "at": Relation.AT,
        "junto": Relation.AT,
        "da": Relation.OF_THE,
        "do": Relation.OF_THE,
        "das": Relation.OF_THE,
        "dos": Relation.OF_THE,
        "de": Relation.OF,
        "of": Relation.OF,
        "em": Relation.IN,
        "num": Relation.IN,
        "numa": Relation.IN,
        "com": Relation.WITH,
        # "afiliada ao".
        "ao": Relation.WITH,
        "à": Relation.WITH,
        "para": Relation.FOR,
        "pela": Relation.FROM,
        "pelo": Relation.FROM,
        "pelas": Relation.FROM,
        "pelos": Relation.FROM,
        "por": Relation.FROM,
    },
    articles=listed("a o as os um uma à ao the"),
    ands=listed("e & and"),
    being=listed("é sou somos era foi fui sendo virou tornou-se"),
    working=listed(
        """trabalha trabalho trabalhando trabalhou trabalhei trabalhava atua atuo atuando atuou
        atuei leciona leciono lecionou ministra empregado empregada contratado contratada
        integra integro integrou vinculado vinculada ligado ligada afiliado afiliada filiado
        filiada passou passei passagem passagens serviu"""
    ),
    joining=listed(
        """fundou fundei cofundou cofundei co-fundou co-fundei ingressou ingressei entrou entrei
        juntou-se integra integro"""
    ),
    leading=listed(
        """lidera lidero liderou liderei coordena coordeno coordenou coordenei dirige dirijo
        dirigiu preside presidiu chefia"""
    ),
    studying=listed("""cursando cursa fazendo faz faco estuda estudo estudando cursar"""),
    present=listed(
        """é sou atualmente hoje agora trabalha trabalho trabalhando atua atuo atuando lidera
        lidero coordena coordeno leciona leciono integra cursando"""
    ),
    past=listed(
        """foi fui era trabalhou trabalhei trabalhava atuou atuei atuava lecionou lecionei liderou
        liderei coordenou coordenei anteriormente antes passou passei passagem passagens
        integrou serviu dirigiu presidiu comecou ja antigamente"""
    ),
    former=listed("ex antigo antiga ex- anterior aposentado aposentada"),
    since=listed("desde"),
    until=listed("ate"),
    elsewhere=listed(
        """certificado certificada formou-se formado formada formados graduou-se graduado graduada
        graduou graduei formei concluiu conclui obteve recebeu estudou estudei cursou cursei
        possui titulo diploma registro certificacao palestrou palestrei apresentou apresentei
        projetos participou participei ministrou ministrei cliente clientes bolsa bolsista
        financiado financiada apoiado parceria freelancer freelance autonomo autonoma publicou
        premiado premiada publicado nasceu nasci mora moro vive vivo egresso egressa graduacao
        pos-graduacao bacharelado mestrado doutorado pos-doutorado licenciatura especializacao
        formacao tecnologo tecnologa"""
    ),
    as_=listed("como"),
    stops=listed(
        """a o as os um uma uns umas de da do das dos e em na no nas nos num numa com para por pela
        pelo pelas pelos como que quem onde quando cujo cuja se ao à às aos eu ele ela eles elas
        voce meu minha meus minhas seu sua seus suas nosso nossa este esta esse essa isso isto
        aquele aquela sou somos era foi fui sendo estou tem tenho possui ja mais menos muito
        muita tambem ainda sempre hoje agora atualmente anteriormente antes depois desde ate
        entre sobre sem sob apos mas ou nem porque pois trabalha trabalho trabalhando trabalhou
        trabalhei atua atuo atuando atuou atuei leciona leciono lidera lidero liderou coordena
        coordeno coordenou apaixonado apaixonada focado focada interessado interessada atual faz
        faco fazendo gosta gosto adora adoro amo ama todos todas qualquer cada outro outra
        outros outras vez anos ano ha cerca ser ter the at @ & and of in for with há é está
        junto"""
    ),
)

VOCABULARY = Vocabulary(
    offices=listed(
        """fundador fundadora co-fundador co-fundadora cofundador cofundadora presidente presidenta
        vice-presidente diretor diretora director directora co-diretor co-diretora socio socia
        socio-fundador socia-fundadora proprietario proprietaria dono dona membro membra
        integrante coordenador coordenadora co-coordenador co-coordenadora lider vice-lider
        chefe gerente secretario secretaria tesoureiro tesoureira conselheiro conselheira reitor
        reitora vice-reitor organizador organizadora co-organizador co-organizadora
        representante embaixador embaixadora superintendente gestor gestora subsecretario
        subsecretaria ministro ministra deputado deputada vereador vereadora prefeito prefeita
        curador curadora associado associada assessor assessora responsavel militante"""
    ),
    jobs=listed(
        """professor professora docente pesquisador pesquisadora investigador investigadora
        desenvolvedor desenvolvedora programador programadora engenheiro engenheira analista
        cientista arquiteto arquiteta consultor consultora especialista tecnico tecnica
        tecnologista auditor auditora administrador administradora servidor servidora
        funcionario funcionaria colaborador colaboradora jornalista advogado advogada economista
        estatistico estatistica bibliotecario bibliotecaria designer pos-doc pos-doutorando
        pos-doutoranda estagiario estagiaria instrutor instrutora educador educadora monitor
        monitora geografo geografa biologo biologa medico medica fisico fisica matematico
        matematica quimico quimica geologo geologa historiador historiadora sociologo sociologa
        antropologo antropologa empregado empregada assistente auxiliar operador operadora
        executivo executiva procurador procuradora promotor promotora juiz juiza perito perita
        militar agente oficial delegado delegada dev devrel pro-reitor pro-reitora voluntario
        voluntaria cartografo cartografa agronomo agronoma evangelista evangelizadora
        evangelizador moderadora moderador"""
    ),
    job_endings=listed("""ista dor dora sor sora tor tora eiro eira ologo ologa grafo grafa"""),
    no_jobs=listed(
        """lista revista pista vista conquista entrevista ativista artista ciclista paulista
        humanista feminista motor fator setor vetor tutor doutor doutora autor escritor
        computador indicador processador torcedor jogador morador investidor criador sonhador
        primeiro primeira brasileiro brasileira terceiro terceira financeiro financeira parceiro
        parceira carreira maneira feira cervejeiro dinheiro inteiro verdadeiro catalogo dialogo
        paragrafo"""
    ),
    students=listed(
        """estudante aluno aluna doutorando doutoranda mestrando mestranda graduando graduanda
        pos-graduando pos-graduanda universitario universitaria academico academica licenciando
        licencianda bacharelando bacharelanda especializando especializanda"""
    ),
    degrees=listed(
        """mestre mestra mestrado doutor doutora doutorado bacharel bacharela bacharelado
        licenciado licenciada licenciatura graduado graduada graduacao formado formada formacao
        pos-graduado pos-graduada pos-graduacao pos-doutorado especializacao tecnologo tecnologa
        mba phd egresso egressa ex-aluno ex-aluna"""
    ),
    professions=listed(
        """engenheiro engenheira fisico fisica matematico matematica quimico quimica geografo
        geografa biologo biologa economista estatistico estatistica tecnico tecnica tec
        arquiteto arquiteta jornalista advogado advogada cientista especialista geologo geologa
        historiador historiadora bibliotecario bibliotecaria agronomo agronoma medico medica
        designer administrador administradora antropologo antropologa sociologo sociologa
        analista cartografo cartografa"""
    ),
    makers=listed(
        """autor autora coautor coautora criador criadora co-criador co-criadora mantenedor
        mantenedora contribuidor contribuidora usuario usuaria fa entusiasta palestrante mentor
        mentora apaixonado apaixonada apoiador apoiadora freelancer autonomo autonoma ativista
        pai mae host youtuber podcaster blogueiro blogueira participante escritor escritora"""
    ),
    legal=listed("ltda s.a sa me eireli epp lda"),
    companies=frozenset(),
    bodies=listed(
        """universidade ministerio secretaria prefeitura governo agencia associacao fundacao
        companhia banco federacao confederacao conselho tribunal senado camara assembleia
        presidencia empresa cooperativa sindicato sociedade ordem defensoria procuradoria
        policia marinha exercito autarquia servico consorcio rede comissao organizacao casa puc"""
    ),
    institutes=listed(
        """instituto hospital museu biblioteca arquivo observatorio colegio academia politecnico"""
    ),
    units=listed(
        """departamento faculdade escola centro laboratorio nucleo grupo programa coordenacao
        divisao diretoria setor unidade campus comite equipe gerencia superintendencia
        coordenadoria pro-reitoria catedra subsecretaria escritorio polo seccional"""
    ),
    subjects=listed(
        """ciencia ciencias computacao informacao informatica dados software tecnologia tecnologias
        ti sistemas engenharia matematica matematicas fisica quimica biologia geografia geologia
        historia direito medicina saude educacao pesquisa desenvolvimento produto produtos
        marketing vendas inovacao comunicacao seguranca infraestrutura plataforma machine
        learning deep artificial inteligencia negocios gestao administracao economia estatistica
        politica politicas publica publicas letras linguistica filosofia sociologia antropologia
        social comunicacoes jornalismo producao eletrica eletronica mecanica civil ambiental
        ambiente meio agronomia florestal cartografia geoprocessamento geociencias sensoriamento
        remoto computacional computacionais aplicada aplicadas digital digitais humanas humanos
        exatas sociais design analise python django backend frontend back-end front-end
        full-stack fullstack devops qa bi ia big banco projetos operacoes livre aberto aberta
        abertos usuario usuarios cliente clientes interacao usabilidade experiencia ensino
        arquitetura urbanismo pessoas comunidade comunidades modelagem matematico processos
        qualidade automacao robotica redes telecomunicacoes energia"""
    ),
    generic=listed(
        """empresa startup consultoria instituicao organizacao ong comunidade coletivo"""
    ),
)
