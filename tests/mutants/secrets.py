"""Bugs planted where secrets and the journal's key are kept."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

VAULT, ASKED = "pos_app/storage/vault.py", "pos_app/storage/asked_vault.py"
BY_VAULT = ("tests/storage/test_asked_vault.py", "tests/storage/test_vault.py")

MUTANTS = (
    Mutant(
        "a key that does not open the journal is believed",
        "pos_app/storage/key_search.py",
        '            if key is not None and wanted in ("", Keys.of(key).check):\n',
        "            if key is not None:\n",
        BY_VAULT,
    ),
    Mutant(
        "forgetting one account's secrets forgets all",
        "pos_app/storage/secret_file.py",
        "if name not in names}",
        "if name in ()}",
        BY_VAULT,
    ),
    Mutant(
        "Training's key is opened by the live till's passphrase",
        ASKED,
        "            super()._keep_key(master, origin, places)\n            return\n",
        "            super()._keep_key(master, origin, places)\n",
        BY_VAULT,
    ),
    Mutant(
        "a till that moves its secrets takes another home's key away",
        VAULT,
        "        names = [client_name(origin, one) for one in client_ids]\n",
        "        names = [_key_name(origin), *(client_name(origin, one) for one in client_ids)]\n",
        BY_VAULT,
    ),
)
