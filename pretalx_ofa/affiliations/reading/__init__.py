"""Reads which organisations a text names, and what somebody is there, by rules and without any model.

``biographies.py`` reads sentences, ``answers.py`` what was typed into a field.
"""
