"""What a reader can choose in a widget: by links, or in a form."""

from pretalx_ofa.presentation.localized import LocalizedText, View


class Choice(View):
    """A link that changes one option, or a value to choose in the form."""

    text: LocalizedText
    value: str = ""
    url: str = ""
    is_current: bool = False


class Select(View):
    """A list to choose one value of; several that the address asks for are one choice."""

    name: str
    label: LocalizedText
    choices: list[Choice]
