"""What a browser would send for a page's form if somebody changed a few fields."""

from lxml import html


def submit(client, url, **changes):
    """Opens a page, changes fields and sends its form; the response."""
    return client.post(url, filled(client.get(url)) | changes)


def filled(response):
    """{name: value or list} of the page's longest form, as it is shown."""
    forms = html.fromstring(response.content.decode()).forms
    form = max((f for f in forms if f.method == "POST"), key=lambda f: len(f.fields))
    for empty in form.xpath(".//input[not(@value) and (not(@type) or @type='text')]"):
        empty.set("value", "")
    data = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in data.items()}
