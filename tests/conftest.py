"""What every kind of test may use."""

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.servers import Links, Server

pytest_plugins = ["tests.deployments", "tests.engines.fixtures", "tests.faults.options"]

# A busy machine is no bug: examples are counted, not timed.
hypothesis_settings.register_profile(
    "plenary", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile(  # for `pytest --hypothesis-profile=thorough`
    "thorough", hypothesis_settings.get_profile("plenary"), max_examples=2000
)
hypothesis_settings.load_profile("plenary")


@pytest.fixture
async def links(server: Server) -> Links:
    """A fresh session, and the ways into it."""
    return await server.create_session()
