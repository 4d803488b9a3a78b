orga = []
settings = []
