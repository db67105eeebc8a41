"""`python -m tests.registry.filing STORE CASE MEBIBYTES`: file a scan in a process of its own.

STORE is a file or the address of a database that has the case. It says by how many mebibytes its
memory grew at most, once it has filed the scan and read it back.
"""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path
from tempfile import TemporaryFile
from uuid import UUID

from services.registry.application import RegistryApplication
from services.registry.messages import HEARD
from shared import clock
from shared.eventstore.attachments import Upload
from shared.eventstore.database import Database, PostgresDatabase, SqliteDatabase
from shared.scans import MEBIBYTE
from tests.registry.conftest import MASTER
from tests.registry.test_dossier import FILING, PDF
from tests.registry.town import NOW, by


def main(store: str, case_id: str, mebibytes: str) -> None:
    """File it, as a page does with what was uploaded."""
    database: Database = PostgresDatabase(store) if "://" in store else SqliteDatabase(Path(store))
    office = RegistryApplication(database, master=MASTER, readers=HEARD)
    with TemporaryFile() as file, clock.use(NOW):
        file.write(PDF[:9])
        for _ in range(int(mebibytes)):
            file.write(os.urandom(MEBIBYTE - len(PDF)))
        file.write(PDF[9:])
        before = peak()
        with by():
            no = office.file_dossier_item(
                case_id=UUID(case_id), filing=FILING, scan=Upload(file)
            ).answer
        with by():
            content, paper = office.scan(case_id=UUID(case_id), no=no)
        grown = peak() - before
        if Upload(content).digest != paper.scan:
            sys.exit("what was read is not what was filed")
    print(grown)


def peak() -> int:
    """How large this process has been, in mebibytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
