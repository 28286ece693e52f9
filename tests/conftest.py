"""What holds for every test: no window on anybody's screen, and no way to hang for ever."""

import os

from hypothesis import HealthCheck, settings

# Before Qt is imported. A test that wants X starts a screen of its own for a process of its own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# No test may touch the password store of the person who runs it; tests of the vault bring a backend.
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

# A busy machine is no fault of the rule under test.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")
