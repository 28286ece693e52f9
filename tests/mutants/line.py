"""Bugs in the line to the card service: tokens, connections, addresses, and what is told of them."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

ACCESS, CLIENT = "pos_app/api/access.py", "pos_app/api/client.py"

MUTANTS = (
    Mutant(
        "an access token is logged",
        ACCESS,
        "            self._kept = Token(answer.value, answer.life, self._clock(), self._headers)\n",
        "            self._kept = Token(answer.value, answer.life, self._clock(), self._headers)\n"
        '            __import__("logging").getLogger(__name__).warning("token %s", answer.value)\n',
        ("tests/api/test_room.py",),
    ),
    Mutant(
        "a token shows itself in a traceback",
        ACCESS,
        'return "Token(••••)"',
        'return f"Token({self.headers.raw})"',
        ("tests/api/test_room.py",),
    ),
    Mutant(
        "a token that the service did not take is used for ever",
        ACCESS,
        "        if self._kept is stale:\n            self._kept = None\n",
        "",
        ("tests/api/test_access.py",),
    ),
    Mutant(
        "a token is used until it has ended",
        ACCESS,
        "self.renew_at = now + max(min(0.8 * life, life - 60.0), 0.5 * life)",
        "self.renew_at = now + life",
        ("tests/api/test_access.py",),
    ),
    Mutant(
        "a 401 is met with another body",
        CLIENT,
        "        return await self._line.exchange(_request(method, url, token, body), lane, most)\n\n"
        "    def _url",
        '        return await self._line.exchange(_request(method, url, token, body + b" "), lane, most)\n\n'
        "    def _url",
        ("tests/api/test_access.py",),
    ),
    Mutant(
        "another account's address is taken",
        CLIENT,
        "        _same_origin(origin, base)\n",
        "",
        ("tests/api/test_trust.py",),
    ),
    Mutant(
        "another computer is asked without TLS",
        "pos_app/api/trust.py",
        'if url.scheme == "http" and not is_here(url.host):',
        'if url.scheme == "ftp":',
        ("tests/api/test_trust.py",),
    ),
    Mutant(
        "a request that went out counts as not sent",
        "pos_app/api/deadline.py",
        "        trip.wrote = True\n",
        "",
        ("tests/api/test_rude.py", "tests/api/test_pool.py"),
    ),
    Mutant(
        "what follows an answer is taken for the next one",
        "pos_app/api/deadline.py",
        "return not self._unsent and self._tally.is_exact",
        "return True",
        ("tests/api/test_rude.py",),
    ),
    Mutant(
        "an exchange may take as long as it likes",
        "pos_app/api/deadline.py",
        "self._answer_by = now + limits.answer",
        "self._answer_by = now + 1000 * limits.answer",
        ("tests/api/test_rude.py",),
    ),
    Mutant(
        "an answer of any length is read",
        "pos_app/api/line.py",
        "        if size > most:\n",
        "        if size < 0:\n",
        ("tests/api/test_rude.py",),
    ),
    Mutant(
        "a crash tells what the exception said",
        "pos_app/runtime.py",
        'log.error("unexpected %s at %s", kind.__name__, _places(trace))',
        'log.error("unexpected %s at %s: %s", kind.__name__, _places(trace), _)',
        ("tests/test_runtime.py",),
    ),
)
