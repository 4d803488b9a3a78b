public = []
orga = []
