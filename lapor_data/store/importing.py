"""Importing files into a store: previewed, whole or not at all, undone if need be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from lapor_data.domain.errors import StoreError, UnreadableFileError
from lapor_data.ingest.limits import MAX_FILES
from lapor_data.ingest.masking import mask_labels
from lapor_data.ingest.opening import open_source
from lapor_data.ingest.sealed import open_sealed
from lapor_data.ingest.source import SourceFile
from lapor_data.ingest.stage import stage
from lapor_data.store import backups, build
from lapor_data.store.changing import changing, check_clock
from lapor_data.store.erased import ErasedIds, erased_ids
from lapor_data.store.events import import_facts, no_facts, told, undo_facts
from lapor_data.store.library import Library
from lapor_data.store.merge import Counts, merge
from lapor_data.store.notes import Notes
from lapor_data.store.notes_file import notes_path
from lapor_data.store.refusing import REASON_ERASED, refuse_erased, scrub_rejected
from lapor_data.store.reports import FileReport, Finding, InputFile, Preview, report_of

Progress = Callable[[float, str], None]


def _silent(fraction: float, step: str) -> None:
    return None


def preview(file: InputFile, now: datetime | None = None) -> Preview:
    """Read and judge one file without touching any store; StoreError where there is no room to."""
    today = (now or datetime.now()).date()
    try:
        with TemporaryDirectory(prefix="lapor-") as folder:
            return _previewed(file, today, Path(folder))
    except UnreadableFileError as error:
        return Preview(FileReport(file.name, None, problem=str(error)), ())
    except (duckdb.Error, OSError) as error:
        raise StoreError(
            f"{file.name}: tidak dapat diperiksa; periksa sisa memori dan ruang disk."
        ) from error


def _previewed(file: InputFile, today: date, spill_folder: Path) -> Preview:
    connection = open_sealed(spill_folder=spill_folder)
    try:
        source = open_source(file.path, file.name)
        staged = stage(connection, source, today)
        report = report_of(connection, staged, Counts(staged.rows_read, 0, 0, 0, 0))
        connection.execute(
            "SELECT row_no, column_name, found, reason FROM (FROM rejected SELECT row_no, "
            "column_name, found, reason UNION ALL FROM noticed SELECT row_no, column_name, found, "
            "reason) ORDER BY row_no LIMIT 50"
        )
        rows = connection.fetchall()
        return Preview(report, tuple(Finding(file.name, *row) for row in rows))
    finally:
        connection.close()


@told("impor", import_facts)
def import_files(
    library: Library,
    files: Sequence[InputFile],
    *,
    source: str,
    now: datetime | None = None,
    progress: Progress = _silent,
    meta: dict[str, str] | None = None,
    from_empty: bool = False,
) -> list[FileReport]:
    """Import files as one transaction and publish a new version; reports in argument order.

    Applied by Tanggal Generate, then argument order. A file that cannot be read is reported and
    leaves no trace; the others are imported. The library's person is noted as
    who made it. `from_empty` starts without the version that is there (the sample is built anew
    like this). Raises StoreError if the store cannot be written.
    """
    moment = now or datetime.now()
    refuse_too_many(files)
    opened, reports = _open_all(files)
    if not opened:
        return [reports[index] for index in range(len(files))]
    with changing(library, backups.BEFORE_IMPORT, moment, from_empty) as (connection, draft):
        build.start_work(connection)
        check_clock(connection, moment)
        import_no = _next_import_no(connection)
        erased = erased_ids(notes_path(library.db))
        connection.execute(
            "INSERT INTO work_import VALUES (?, ?, ?, NULL, ?)",
            [import_no, moment, source, library.person.email],
        )
        for done, (index, opened_file) in enumerate(opened):
            span = (done / len(opened) * 0.8, 0.8 / len(opened))
            reports[index] = _import_one(
                connection, opened_file, import_no, index, moment.date(), progress, span, erased
            )
        if all(report.problem for report in reports.values()):
            return [reports[index] for index in range(len(files))]
        scrub_rejected(connection)
        progress(0.85, "Menyimpan aduan")
        build.write_version(
            connection,
            draft,
            record_sql="SELECT * FROM old_record ANTI JOIN work USING (tracking_id) "
            "UNION ALL BY NAME SELECT * FROM work",
            event_sql="FROM old_event UNION ALL FROM work_event",
            undo_sql="SELECT * FROM old_record SEMI JOIN work USING (tracking_id)",
            place_of_agency=Notes(library.db).place_of_agency(),
            meta={"undoable_import": str(import_no)} | (meta or {}),
            progress=lambda step: progress(0.9, step),
        )
        library.publish(draft)
    progress(1.0, "Selesai")
    return [reports[index] for index in range(len(files))]


def refuse_too_many(files: Sequence[object]) -> None:
    """Raises UnreadableFileError where more files come at once than an import takes."""
    if len(files) > MAX_FILES:
        raise UnreadableFileError(
            f"Terlalu banyak berkas sekaligus: {len(files)}. Muat paling banyak {MAX_FILES} dalam "
            "satu impor; belum ada yang disimpan."
        )


@told("batal impor", undo_facts)
def undo_last_import(
    library: Library, now: datetime | None = None, *, expected: int | None = None
) -> int:
    """Take back what the last import brought and nothing else; returns its number.

    Mappings stay, and so does the knowledge that a complaint is Rahasia. Raises StoreError when
    there is no import left to undo (only the last one can be), or when it is not the `expected`
    one because another came in between.
    """
    moment = now or datetime.now()
    with changing(library, backups.BEFORE_UNDO, moment) as (connection, draft):
        number = undoable_import(connection)
        if number is None:
            raise StoreError("Tidak ada impor yang dapat dibatalkan.")
        if expected is not None and number != expected:
            raise StoreError("Ada impor yang lebih baru; muat ulang halaman ini.")
        build.start_work(connection)
        connection.execute(
            "UPDATE work_import SET undone_at = ? WHERE import_no = ?",
            [moment, number],
        )
        for table in ("quarantine", "notice"):
            connection.execute(f"DELETE FROM work_{table} WHERE import_no = ?", [number])
        build.write_version(
            connection,
            draft,
            record_sql="SELECT * FROM old.undo_record UNION ALL BY NAME SELECT * FROM old_record "
            f"ANTI JOIN old.undo_record USING (tracking_id) WHERE first_import_no <> {number:d}",
            event_sql=f"FROM old_event WHERE import_no <> {number:d}",
            undo_sql="SELECT * FROM old_record LIMIT 0",
            place_of_agency=Notes(library.db).place_of_agency(),
            meta={},
        )
        library.publish(draft)
    return number


def undoable_import(connection: duckdb.DuckDBPyConnection) -> int | None:
    """The import that an undo would take back, read through the workshop's attached version."""
    connection.execute("SELECT database_name FROM duckdb_databases() WHERE database_name = 'old'")
    if not connection.fetchall():
        return None
    connection.execute("SELECT value FROM old.meta WHERE key = 'undoable_import'")
    rows = connection.fetchall()
    return int(rows[0][0]) if rows else None


@told("hitung ulang", no_facts)
def rebuild(library: Library, *, upgrade: bool = False) -> None:
    """Derive all complaints anew: after a mapping, or when the program derives differently (an
    `upgrade`, before which a backup is made)."""
    reason = backups.BEFORE_UPGRADE if upgrade else None
    with changing(library, reason, datetime.now()) as (connection, draft):
        if library.newest() == 0:
            return
        build.start_work(connection)
        connection.execute(
            "SELECT key, value FROM old.meta "
            "WHERE key NOT IN ('derivation_key', 'data_date', 'schema_version')"
        )
        meta = dict(connection.fetchall())
        build.write_version(
            connection,
            draft,
            record_sql="SELECT * FROM old_record",
            event_sql="FROM old_event",
            undo_sql="SELECT * FROM old.undo_record",
            place_of_agency=Notes(library.db).place_of_agency(),
            meta=meta,
        )
        library.publish(draft)


def _open_all(
    files: Sequence[InputFile],
) -> tuple[list[tuple[int, SourceFile]], dict[int, FileReport]]:
    """Files whose header is known, in the order to apply them, and reports on the others."""
    opened: list[tuple[int, SourceFile]] = []
    reports: dict[int, FileReport] = {}
    for index, file in enumerate(files):
        try:
            opened.append((index, open_source(file.path, file.name)))
        except UnreadableFileError as error:
            reports[index] = FileReport(file.name, None, problem=str(error))
    # Undated files count as of today, so they come last; the sort keeps the argument order.
    opened.sort(key=lambda item: item[1].preamble.generated_on or date.max)
    return opened, reports


def _next_import_no(connection: duckdb.DuckDBPyConnection) -> int:
    connection.execute("SELECT coalesce(max(import_no), 0) + 1 FROM work_import")
    return int(connection.fetchall()[0][0])


def _import_one(
    connection: duckdb.DuckDBPyConnection,
    source: SourceFile,
    import_no: int,
    file_no: int,
    today: date,
    progress: Progress,
    span: tuple[float, float],
    erased: ErasedIds,
) -> FileReport:
    start, width = span
    progress(start, f"Membaca {source.name}")
    try:
        staged = stage(
            connection,
            source,
            today,
            lambda rows: progress(start + width / 2, f"Membaca {source.name}: {rows} baris"),
        )
    except UnreadableFileError as error:
        return FileReport(source.name, None, problem=str(error))
    except OSError:  # the disk it lies on; DuckDB's own disk speaks through duckdb.Error
        problem = f"{source.name}: berkas tidak dapat dibaca sampai akhir; salin ulang berkasnya."
        return FileReport(source.name, None, problem=problem)
    progress(start + width / 2, f"Menggabungkan {source.name}")
    staged = refuse_erased(connection, staged, erased)
    counts = merge(connection, staged, import_no)
    report = report_of(connection, staged, counts)
    for table, extra in (("quarantine", ", cells"), ("notice", "")):
        temp = "rejected" if table == "quarantine" else "noticed"
        connection.execute(
            f"INSERT INTO work_{table} SELECT ?, ?, row_no, tracking_id, column_name, found, "
            f"reason{extra} FROM {temp} WHERE reason <> ?",
            [import_no, file_no, REASON_ERASED],
        )
    connection.execute(
        f"INSERT INTO work_import_file VALUES ({', '.join('?' * 15)})",
        [
            import_no,
            file_no,
            *mask_labels([staged.source.name]),
            staged.kind,
            source.preamble.owner,
            source.preamble.generated_on,
            staged.first_day,
            staged.last_day,
            mask_labels(report.read_heads),
            mask_labels(report.ignored_heads),
            counts.read,
            counts.new,
            counts.changed,
            counts.same,
            counts.rejected,
        ],
    )
    return report
