"""How the server sets itself up."""

import resource
from pathlib import Path

from tests.servers import serving

FEW = 512


async def test_the_server_lets_itself_open_as_many_sockets_as_it_may(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (FEW, hard))
    try:
        async with serving(tmp_path) as server:
            assert resource.prlimit(server.pid, resource.RLIMIT_NOFILE) == (hard, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
