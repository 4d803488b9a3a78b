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


def press(client, response, label):
    """Presses the one button whose label starts so on a page that was answered; the page that follows."""
    document = html.fromstring(response.content.decode())
    (button,) = [
        one
        for one in document.xpath("//form//button[not(@type) or @type='submit']")
        if " ".join(one.text_content().split()).startswith(label)
    ]
    (form,) = button.xpath("ancestor::form")
    data = {}
    for name, value in [*form.form_values(), (button.get("name"), button.get("value") or "")]:
        if name:
            data.setdefault(name, []).append(value)
    here = response.request["PATH_INFO"]
    return client.post(form.get("action") or here, data, follow=True)
