"""Two processes on a database file, as a server and a command beside it have it."""

import pytest

from tests.processes import Worker
from tests.processes.scenarios import Scenarios


class TestOnSqlite(Scenarios):
    @pytest.fixture(scope="class")
    @classmethod
    def environment(cls, tmp_path_factory):
        environment = {
            "DJANGO_SETTINGS_MODULE": "tests.processes.settings",
            "PRETALX_DATA_DIR": str(tmp_path_factory.mktemp("data")),
            "PRETALX_NO_INITIAL_LOG": "1",
        }
        worker = Worker(environment)
        worker.do("syncdb")
        worker.stop()
        return environment
