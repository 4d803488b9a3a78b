"""An address as a QR code, for a phone to read from a screen."""

from xml.etree import ElementTree as ET

import qrcode
from qrcode.image.svg import SvgPathFillImage

# Of more characters phones read the small squares badly.
MOST_CHARACTERS = 1000


def svg(text):
    """The code as an SVG element, dark on white with its quiet zone; "" for what is too long."""
    if len(text) > MOST_CHARACTERS:
        return ""
    image = qrcode.make(
        text, error_correction=qrcode.ERROR_CORRECT_L, image_factory=SvgPathFillImage
    )
    return ET.tostring(image.get_image()).decode()
