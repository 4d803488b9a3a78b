"""Reads which organisations a text names, and what the person is there; without any model.

``biographies.py`` reads sentences, ``answers.py`` what was typed into a field. Below them: ``text.py``
(words and sentences), ``names.py`` (organisations, and the units in them), ``roles.py`` (what a person
is), ``words/`` (the vocabulary, one module a language).
"""
