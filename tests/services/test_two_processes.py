"""Two processes on PostgreSQL, as production has it."""

import pytest

from tests.processes.scenarios import Scenarios

pytestmark = pytest.mark.services


class TestOnPostgres(Scenarios):
    @pytest.fixture(scope="class")
    @classmethod
    def environment(cls, pretalx):
        return pretalx.environment
