"""Bugs in the journal: what is on disk, who may write it, and what it keeps to itself."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

STORE, SCHEMA, WRITING = "pos_app/storage/store.py", "pos_app/storage/schema.py", "pos_app/storage/writing.py"
OPENING, READING = "pos_app/storage/opening.py", "pos_app/storage/reading.py"
BY_SCHEMA, BY_CHAIN = ("tests/storage/test_schema.py",), ("tests/storage/test_chain.py",)
BY_JOURNAL = ("tests/storage/test_journal.py",)

MUTANTS = (
    Mutant(
        "no sync in a commit",
        "pos_app/storage/connection.py",
        'connection.execute("PRAGMA synchronous = FULL")',
        'connection.execute("PRAGMA synchronous = NORMAL")',
        ("tests/powercuts/test_powercuts.py",),
    ),
    Mutant(
        "no sync at all",
        "pos_app/storage/connection.py",
        'connection.execute("PRAGMA synchronous = FULL")',
        'connection.execute("PRAGMA synchronous = OFF")',
        ("tests/powercuts/test_powercuts.py",),
    ),
    Mutant(
        "a commit is left open until the next one",
        STORE,
        '            self._connection.execute("COMMIT")\n',
        '            self._connection.execute("COMMIT") if batch.meta else None\n',
        BY_JOURNAL,
    ),
    Mutant(
        "closing throws the log away with the queue in it",
        STORE,
        "                close_whole(self._connection)\n",
        "                self._connection.close()\n"
        '                self._file.with_name(f"{self._file.name}-wal").unlink()\n',
        BY_JOURNAL,
    ),
    Mutant(
        "a commit whose sync failed is believed to be lost",
        STORE,
        "return found == head",
        "return False",
        ("tests/storage/test_faults.py",),
    ),
    Mutant(
        "a commit that was not written is believed to be there",
        STORE,
        "return found == head",
        "return True",
        ("tests/storage/test_faults.py",),
    ),
    Mutant(
        "a sync that failed is tried again and believed",
        STORE,
        "            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)\n"
        "            prove(self._connection)\n",
        "            pass\n",
        ("tests/storage/test_faults.py",),
    ),
    Mutant(
        "a journal that is unsure goes on",
        STORE,
        "            self._on_unsure(batch.steps)\n",
        "            self._on_unsure(batch.steps)\n"
        "            self._connection = connect(self._file, self._vfs)\n"
        "            self._unsure, unsure = None, self._unsure\n            raise unsure from error\n",
        ("tests/storage/test_faults.py",),
    ),
    Mutant(
        "an event is not chained to the one before",
        WRITING,
        "head = next_head(keys, head, event, row_digest)",
        'head = next_head(keys, Head(head.seq, b""), event, row_digest)',
        BY_CHAIN,
    ),
    Mutant(
        "a row is not bound to its event",
        "pos_app/storage/chain.py",
        "        if row_digest != digest_of(row):\n",
        "        if len(row_digest) != len(digest_of(row)):\n",
        BY_CHAIN,
    ),
    Mutant(
        "a final state can be left on disk",
        SCHEMA,
        "WHEN NOT OLD.is_open AND (",
        "WHEN FALSE AND (",
        BY_SCHEMA,
    ),
    Mutant(
        "a row goes back from the manager to the queue",
        SCHEMA,
        "    OR (NEW.state = 'waiting' AND OLD.state = 'needs a manager')\n",
        "",
        BY_SCHEMA,
    ),
    Mutant(
        "an event can be taken away",
        SCHEMA,
        "CREATE TRIGGER event_stays BEFORE DELETE ON event\n",
        "CREATE TRIGGER event_stays BEFORE DELETE ON event WHEN FALSE\n",
        BY_SCHEMA,
    ),
    Mutant(
        "the token is erased before its request has ended",
        SCHEMA,
        "CREATE TRIGGER body_erased AFTER UPDATE OF state ON operation WHEN NOT NEW.is_open\n",
        "CREATE TRIGGER body_erased AFTER UPDATE OF state ON operation WHEN NEW.state <> 'asked'\n",
        BY_JOURNAL,
    ),
    Mutant(
        "the token is never erased",
        SCHEMA,
        "BEGIN DELETE FROM body WHERE operation = NEW.number; END;",
        "BEGIN SELECT 1; END;",
        BY_JOURNAL,
    ),
    Mutant(
        "a hold is forgotten at its first capture",
        SCHEMA,
        "        NEW.kind = 'void'\n",
        "        NEW.kind <> 'hold'\n",
        BY_JOURNAL,
    ),
    Mutant(
        "a code is written in clear",
        WRITING,
        "            (code_fingerprint(keys, code), fingerprint),\n",
        "            (code, fingerprint),\n",
        ("tests/storage/test_secrets.py",),
    ),
    Mutant(
        "a card's whole number is written in clear",
        WRITING,
        "(fingerprint, seen.key.last4, sealed)",
        "(fingerprint, seen.card_id, sealed)",
        ("tests/storage/test_secrets.py",),
    ),
    Mutant(
        "the lock is shared",
        "pos_app/storage/lock.py",
        "fcntl.LOCK_EX | fcntl.LOCK_NB",
        "fcntl.LOCK_SH | fcntl.LOCK_NB",
        ("tests/storage/test_files.py",),
    ),
    Mutant(
        "the lock is stolen by whoever comes",
        "pos_app/storage/lock.py",
        "        except BlockingIOError as error:\n            raise held from error\n",
        "        except BlockingIOError:\n            pass\n",
        ("tests/storage/test_files.py",),
    ),
    Mutant(
        "a backup that came back is taken for the present",
        OPENING,
        'meta = (opened, ("restored", "yes")) if behind and not made_now else (opened,)',
        "meta = (opened,)",
        ("tests/storage/test_restored.py",),
    ),
    Mutant(
        "a journal that is gone is not missed",
        OPENING,
        'return meta | ({"lost": "yes"} if kept is not None and kept.seq > 0 else {})',
        "return meta",
        ("tests/storage/test_restored.py",),
    ),
    Mutant(
        "a damaged journal is thrown away",
        OPENING,
        "            name = set_aside(wanted.file, wanted.now)\n",
        "            name = wanted.file.name\n            wanted.file.unlink()\n",
        ("tests/storage/test_opening.py",),
    ),
    Mutant(
        "what was said not to be sent is sent at the next start",
        OPENING,
        "return tuple(never_sent(one, wanted.now) for one in found if one is not None and one.is_open)",
        "return tuple(never_sent(one, wanted.now) for one in found if one is None)",
        ("tests/storage/test_faults.py",),
    ),
    Mutant(
        "a till that handed its queue over goes on sending",
        OPENING,
        'if not is_new(connection) and "handed_over" in meta_of(connection):',
        'if not is_new(connection) and "handed over" in meta_of(connection):',
        ("tests/service/test_rescue.py",),
    ),
    Mutant(
        "two origins share a journal",
        "pos_app/domain/origin.py",
        'return "training" if self.training else f"{account}@{host}"',
        'return f"{account}@{host}" if not host else f"{account}"',
        ("tests/domain/test_card.py", "tests/storage/test_opening.py"),
    ),
    Mutant(
        "the queue lost what waits when the till was closed",
        READING,
        '_OPEN = "SELECT * FROM operation_row WHERE is_open ORDER BY number"',
        "_OPEN = \"SELECT * FROM operation_row WHERE state = 'asked' ORDER BY number\"",
        BY_JOURNAL,
    ),
    Mutant(
        "a commit is dropped when nobody waits for it",
        "pos_app/storage/disk_thread.py",
        "return await asyncio.shield(loop.run_in_executor(self._pool, lambda: work(*given, **named)))",
        "return await loop.run_in_executor(self._pool, lambda: work(*given, **named))",
        BY_JOURNAL,
    ),
    Mutant(
        "a new key is made beside a journal that has lost its own",
        "pos_app/storage/vault.py",
        "if (places.journal_folder(origin) / JOURNAL).exists():",
        "if not places.home:",
        ("tests/storage/test_vault.py",),
    ),
    Mutant(
        "the mark against backups is kept at closing only",
        "pos_app/storage/journal.py",
        "            self._mark.keep_if_due(mark_of(self.journal_id, self._store.head))\n",
        "            pass\n",
        ("tests/storage/test_restored.py",),
    ),
    Mutant(
        "a backup that went its own way is taken for the present",
        "pos_app/storage/mark.py",
        "return found is None or found.hex() != mark.link",
        "return found is None",
        ("tests/storage/test_restored.py",),
    ),
    Mutant(
        "an end with damage counts as an end that was well",
        "pos_app/storage/journal.py",
        "self._lock.release(ended_well=closed and self._store.is_sound)",
        "self._lock.release(ended_well=True)",
        ("tests/storage/test_faults.py", "tests/storage/test_opening.py"),
    ),
    Mutant(
        "another till takes over requests as if they were never sent",
        "pos_app/storage/parcel.py",
        "Step(stands, Event(one.ref_id, now,",
        "Step(begun if one.is_open else stands, Event(one.ref_id, now,",
        ("tests/service/test_rescue.py",),
    ),
)
