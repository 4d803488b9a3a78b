def add_header_link(event):
    pass


def remove_header_link(event):
    pass


def move_header_link(event, other_slug):
    pass
