public = []
