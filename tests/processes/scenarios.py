"""What has to hold with several processes, whatever the database: each is a test of a subclass."""

from itertools import count

import pytest

from tests.processes import Worker, wait_for

_number = count(1)


class Scenarios:
    """A subclass brings ``environment``: a dict that leads to a database with pretalx's tables."""

    @pytest.fixture(scope="class")
    @classmethod
    def pair(cls, environment):
        workers = [Worker(environment), Worker(environment)]
        for worker in workers:
            worker.do("slow_down", seconds=0)
        yield workers
        for worker in workers:
            worker.stop()

    @pytest.fixture
    def slug(self, pair):
        slug = f"event{next(_number)}"
        pair[0].do("make", slug=slug)
        return slug

    def test_a_reader_between_save_and_commit_pins_nothing(self, pair, slug):
        writer, reader = pair
        assert reader.do("read", slug=slug) == ["Old", "Stays"]
        writer.do("edit", slug=slug, old="Old", new="New")
        assert reader.do("read", slug=slug) == ["Old", "Stays"]
        writer.do("commit")

        assert reader.do("read", slug=slug) == ["New", "Stays"]
        assert writer.do("read", slug=slug) == ["New", "Stays"]

    def test_two_first_readers_cause_one_build(self, pair, slug):
        before = sum(worker.do("builds") for worker in pair)
        for _turn in range(3):
            for worker in pair:
                worker.begin("read", slug=slug)
            assert [worker.end() for worker in pair] == [["Old", "Stays"]] * 2
            pair[0].do("read", slug=slug)
        assert sum(worker.do("builds") for worker in pair) == before + 1

        pair[0].do("tell", slug=slug)
        for worker in pair:
            worker.begin("read", slug=slug)
        assert [worker.end() for worker in pair] == [["Old", "Stays"]] * 2
        assert sum(worker.do("builds") for worker in pair) == before + 2

    def test_what_is_deleted_while_it_is_built_is_gone_for_the_next_reader(
        self, pair, slug, environment
    ):
        slow = Worker(environment)
        slow.do("slow_down", seconds=1)
        slow.begin("read", slug=slug)
        pair[0].do("delete", slug=slug, title="Old")
        assert pair[1].do("read", slug=slug) == ["Stays"]
        slow.end()
        slow.stop()

        assert pair[0].do("read", slug=slug) == ["Stays"]
        assert not any("By Old" in content for content in pair[0].do("stored", slug=slug))

    @pytest.fixture
    def building(self, slug, environment, tmp_path):
        """Somebody in the middle of building a file; called, it goes on and gives what they get."""
        builder = Worker(environment)
        builder.do("hold_files", folder=str(tmp_path))

        def begin():
            builder.begin("file", slug=slug)
            wait_for(tmp_path / "rendered")
            return go_on

        def go_on():
            (tmp_path / "go").touch()
            return builder.end()

        yield begin
        builder.stop()

    def test_who_asks_for_a_file_while_it_is_built_first_waits(self, pair, slug, building):
        go_on = building()
        assert pair[0].do("file", slug=slug) is None

        assert go_on() == ["Old", "Stays"]
        assert pair[0].do("file", slug=slug) == ["Old", "Stays"]
        assert pair[0].do("files", slug=slug) == 1

    def test_while_a_file_follows_an_edit_the_last_good_one_serves(self, pair, slug, building):
        pair[0].do("file", slug=slug)
        pair[0].do("edit", slug=slug, old="Old", new="New")
        pair[0].do("commit")
        go_on = building()
        assert pair[1].do("file", slug=slug) == ["Old", "Stays"]

        assert go_on() == ["New", "Stays"]
        assert pair[1].do("file", slug=slug) == ["New", "Stays"]
        assert pair[1].do("files", slug=slug) == 1

    def test_what_is_deleted_while_a_file_is_built_is_in_no_file(self, pair, slug, building):
        go_on = building()
        pair[0].do("delete", slug=slug, title="Old")
        assert pair[1].do("file", slug=slug) == ["Stays"]

        assert go_on() == ["Stays"]
        assert pair[0].do("files", slug=slug) == 1
