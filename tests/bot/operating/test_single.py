import subprocess
import sys
from pathlib import Path

import pytest

from bot.operating.single import AlreadyRunningError, alone_on
from tests.bot.operating.settings import settings_with

_HOLD = "import sys, fcntl; f = open(sys.argv[1], 'a'); fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()"


def test_a_second_process_on_one_file_is_refused_in_one_line_until_the_first_is_dead(tmp_path: Path) -> None:
    settings = settings_with(DATABASE_URL=f"sqlite:///{tmp_path}/coxswain.sqlite3")
    held = [sys.executable, "-c", _HOLD, str(tmp_path / "coxswain.sqlite3.lock")]
    with subprocess.Popen(held, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunningError, match=r"already runs on .*coxswain\.sqlite3: stop it first") as refused:
            alone_on(settings)
        assert "\n" not in str(refused.value)
        first.kill()
    with alone_on(settings), pytest.raises(AlreadyRunningError):
        alone_on(settings)


def test_any_number_may_share_postgresql() -> None:
    settings = settings_with(DATABASE_URL="postgresql+psycopg://coxswain@localhost/coxswain")
    with alone_on(settings), alone_on(settings):
        pass
