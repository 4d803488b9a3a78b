from tests.organisations.conftest import dump  # noqa: F401 -- a fixture
