#!/usr/bin/env python3
"""The same records as FreePBX's table in an SQLite file, as dumps of MySQL, PostgreSQL and SQLite, as the mysql client's
output, and as CSV with the same columns: the same calls to the byte."""
import argparse, csv, gzip, io, json, pathlib, sqlite3, subprocess, sys, tempfile, time, signal

parser = argparse.ArgumentParser()
parser.add_argument("--almon", required=True)
parser.add_argument("--data", required=True)
options = parser.parse_args()

CUSTOM = ("clid src dst dcontext channel dstchannel lastapp lastdata start answer end duration billsec duration_f billsec_f disposition "
          "amaflags accountcode peeraccount uniqueid linkedid sequence userfield did cnum cnam outbound_cnum dst_cnam recordingfile").split()
FREEPBX = ("calldate clid src dst dcontext channel dstchannel lastapp lastdata duration billsec disposition amaflags accountcode uniqueid "
           "userfield did recordingfile cnum cnam outbound_cnum outbound_cnam dst_cnam linkedid peeraccount sequence").split()
CEL = ("eventtype eventtime cid_name cid_num cid_ani cid_rdnis cid_dnid exten context channame appname appdata amaflags accountcode "
       "uniqueid linkedid peer userfield userdeftype extra").split()


def rows_of(name):
    for folder in sorted(pathlib.Path(options.data).iterdir()):
        if (folder / name).exists() and "dst-" not in folder.name:
            with open(folder / name, newline="", errors="surrogateescape") as f:
                yield from csv.reader(f)


cdr = []
for row in rows_of("cdr_custom.csv"):
    if len(row) == len(CUSTOM):
        named = dict(zip(CUSTOM, row), calldate=row[CUSTOM.index("start")])
        cdr.append([named.get(c, "") for c in FREEPBX])
cel = [row for row in rows_of("cel.csv") if len(row) == len(CEL)]


def run(*arguments):
    done = subprocess.run([options.almon, "calls", "--json", "--tz", "Europe/Moscow", *map(str, arguments)], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()[:2000]
    assert done.stdout.count(b"\n") > 100
    return done.stdout


def mysql(v):
    return "'" + v.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"


def standard(v):
    return "'" + v.replace("'", "''") + "'"


def tabs(v):
    return v.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def values(rows, quote):
    return ",".join("(" + ",".join(quote(v) if v else "NULL" for v in r) + ")" for r in rows)


with tempfile.TemporaryDirectory() as folder:
    work = pathlib.Path(folder)
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(cdr)
    (work / "cdr.csv").write_bytes(text.getvalue().encode(errors="surrogateescape"))
    expected = run("--from", "asterisk-cdr-custom", "--columns", ",".join(FREEPBX), work / "cdr.csv")

    columns = ",\n".join(f"  `{c}` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT ''" for c in FREEPBX)
    dump = ("-- MySQL dump 10.19  Distrib 10.3.39-MariaDB\n/*!40101 SET NAMES utf8mb4 */;\nDROP TABLE IF EXISTS `users`;\n"
            "CREATE TABLE `users` (\n  `id` int NOT NULL,\n  PRIMARY KEY (`id`)\n);\nINSERT INTO `users` VALUES (1),(2);\n"
            f"CREATE TABLE `cdr` (\n{columns},\n  KEY `calldate` (`calldate`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\nLOCK TABLES `cdr` WRITE;\n")
    for i in range(0, len(cdr), 50):
        dump += f"INSERT INTO `cdr` VALUES {values(cdr[i:i + 50], mysql)};\n"
    (work / "mysql.sql").write_bytes((dump + "UNLOCK TABLES;\n").encode(errors="surrogateescape"))
    named = "".join(f"INSERT INTO asteriskcdrdb.cdr ({', '.join(FREEPBX)}) VALUES {values([r], standard)};\n" for r in cdr)
    (work / "inserts.sql").write_bytes(("-- PostgreSQL database dump\nSET standard_conforming_strings = on;\n" + named).encode(errors="surrogateescape"))
    copied = "".join("\t".join(tabs(v) if v else "\\N" for v in r) + "\n" for r in cdr)
    (work / "copy.sql").write_bytes((f"--\n-- PostgreSQL database dump\n--\n\nCOPY public.cdr ({', '.join(FREEPBX)}) FROM stdin;\n{copied}\\.\n\n"
                                     "SELECT pg_catalog.setval('x', 1);\n").encode(errors="surrogateescape"))
    (work / "client.tsv").write_bytes(("\t".join(FREEPBX) + "\n" + "".join(
        "\t".join(tabs(v) if v else "NULL" for v in r) + "\n" for r in cdr)).encode(errors="surrogateescape"))
    for name in ("mysql.sql", "inserts.sql", "copy.sql", "client.tsv"):
        assert run(work / name) == expected, name

    base = sqlite3.connect(work / "cdr.db")
    base.execute(f"CREATE TABLE \"bit_cdr\" ({', '.join(FREEPBX)})")
    base.execute("CREATE TABLE other (a, b)")
    raw = [[v.encode(errors="surrogateescape").decode(errors="replace") for v in r] for r in cdr]
    base.executemany(f"INSERT INTO bit_cdr VALUES ({','.join('?' * len(FREEPBX))})", raw)
    base.commit()
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(raw)
    (work / "raw.csv").write_text(text.getvalue())
    assert run(work / "cdr.db") == run("--from", "asterisk-cdr-custom", "--columns", ",".join(FREEPBX), work / "raw.csv"), "SQLite"

    # compressed, with a journal of its own, and through pipes with and without a name, which can be read once only
    wanted = run(work / "cdr.db")
    (work / "cdr.db.gz").write_bytes(gzip.compress((work / "cdr.db").read_bytes()))
    assert run(work / "cdr.db.gz") == wanted, "compressed"
    ahead = sqlite3.connect(work / "ahead.db")
    ahead.executescript((work / "cdr.db").as_posix().join(("ATTACH '", "' AS f; PRAGMA main.journal_mode = wal;"
                                                           "CREATE TABLE bit_cdr AS SELECT * FROM f.bit_cdr;")))
    ahead.close()
    (work / "ahead.db.gz").write_bytes(gzip.compress((work / "ahead.db").read_bytes()))
    assert run(work / "ahead.db.gz", work / "cdr.db") == wanted, "a write-ahead log was meant to be beside it"
    for given, form in (("cdr.db", []), ("raw.csv", ["--from", "asterisk-cdr-custom", "--columns", ",".join(FREEPBX)])):
        for name in ("-", "/dev/stdin"):
            cat = subprocess.Popen(["cat", str(work / given)], stdout=subprocess.PIPE)
            piped = subprocess.run([options.almon, "calls", "--json", "--tz", "Europe/Moscow", *form, name], stdin=cat.stdout, capture_output=True)
            assert (piped.returncode, piped.stdout, piped.stderr) == (0, wanted, b""), (given, name, piped.stderr[:500])
            cat.wait()

    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(cel)
    (work / "cel.csv").write_bytes(text.getvalue().encode(errors="surrogateescape"))
    base.execute(f"CREATE TABLE cel (id INTEGER PRIMARY KEY, {', '.join(CEL)})")
    base.executemany(f"INSERT INTO cel ({','.join(CEL)}) VALUES ({','.join('?' * len(CEL))})",
                     [[v.encode(errors="surrogateescape").decode(errors="replace") for v in r] for r in cel])
    base.commit()
    assert run(work / "cdr.db").count(b"\n") > 100, "both tables"
    base.execute("DROP TABLE bit_cdr")
    base.commit()
    assert run(work / "cdr.db") == run("--from", "asterisk-cel", work / "cel.csv"), "cel"

    # events by number, as cel_odbc and cel_pgsql write them into columns that are numbers; other names of columns
    NUMBERS = dict(zip("CHAN_START CHAN_END HANGUP ANSWER APP_START APP_END BRIDGE_ENTER BRIDGE_EXIT PARK_START PARK_END BLINDTRANSFER "
                       "ATTENDEDTRANSFER USER_DEFINED LINKEDID_END PICKUP FORWARD LOCAL_OPTIMIZE LOCAL_OPTIMIZE_BEGIN STREAM_BEGIN "
                       "STREAM_END DTMF".split(), range(1, 22)))
    wanted = run("--from", "asterisk-cel", work / "cel.csv")
    assert {r[0] for r in cel} <= NUMBERS.keys() and len({r[0] for r in cel}) > 12, {r[0] for r in cel}
    numbered = [[NUMBERS[r[0]]] + [v.encode(errors="surrogateescape").decode(errors="replace") for v in r[1:]] for r in cel]
    numbers = sqlite3.connect(work / "numbers.db")
    numbers.execute(f"CREATE TABLE cel (id INTEGER PRIMARY KEY, eventtype INTEGER, {', '.join(CEL[1:])})")
    numbers.executemany(f"INSERT INTO cel ({','.join(CEL)}) VALUES ({','.join('?' * len(CEL))})", numbered)
    numbers.commit()
    assert run(work / "numbers.db") == wanted, "events by number"
    reals = "".join("\t".join([f"{r[0]}.000000"] + [tabs(v) if v else "\\N" for v in r[1:]]) + "\n" for r in numbered)
    (work / "reals.sql").write_text(f"--\n-- PostgreSQL database dump\n--\n\nCOPY public.cel ({', '.join(CEL)}) FROM stdin;\n{reals}\\.\n\n")
    assert run(work / "reals.sql") == wanted, "events by a number with a fraction"
    named = {"cid_name": "cidname", "cid_num": "cidnum", "accountcode": "acctcode", "extra": "eventextra"}
    numbers.execute("DROP TABLE cel")
    numbers.execute(f"CREATE TABLE cel ({', '.join(named.get(c, c) for c in CEL)})")
    numbers.executemany(f"INSERT INTO cel VALUES ({','.join('?' * len(CEL))})", [[o[0]] + r[1:] for o, r in zip(cel, numbered)])
    numbers.execute(f"INSERT INTO cel VALUES ({','.join('?' * len(CEL))})", [22] + numbered[-1][1:])  # LINKEDID_END of Asterisk 11
    numbers.commit()
    numbers.close()
    old = subprocess.run([options.almon, "calls", "--json", "--tz", "Europe/Moscow", str(work / "numbers.db")], capture_output=True)
    assert old.stdout == wanted and old.returncode == 1 and b"cdr.malformed_event" in old.stderr, "names of cel_sqlite3_custom"

    # how a call ended by number, as cdr_odbc writes it without dispositionstring
    ENDS = {"NO ANSWER": 0, "FAILED": 2, "BUSY": 4, "ANSWERED": 8, "CONGESTION": 16}
    at = FREEPBX.index("disposition")
    odbc = sqlite3.connect(work / "odbc.db")
    odbc.execute(f"CREATE TABLE cdr ({', '.join(c + (' INTEGER' if c == 'disposition' else '') for c in FREEPBX)})")
    odbc.executemany(f"INSERT INTO cdr VALUES ({','.join('?' * len(FREEPBX))})", [r[:at] + [ENDS[r[at]]] + r[at + 1:] for r in raw])
    odbc.commit()
    odbc.close()
    assert len({r[at] for r in raw}) > 3
    assert run(work / "odbc.db") == run("--from", "asterisk-cdr-custom", "--columns", ",".join(FREEPBX), work / "raw.csv"), "ends by number"

    # followed: rows behind the last one, kept across a restart
    base.execute(f"CREATE TABLE cdr ({', '.join(FREEPBX)})")
    base.execute("DROP TABLE cel")
    base.commit()
    command = [options.almon, "calls", "--follow", "--tz", "Europe/Moscow", "--to", f"sqlite:{work}/out.db", str(work / "cdr.db")]
    for i in range(4):
        follower = subprocess.Popen(command, stderr=subprocess.PIPE)
        base.executemany(f"INSERT INTO cdr VALUES ({','.join('?' * len(FREEPBX))})", raw[i * len(raw) // 4:(i + 1) * len(raw) // 4])
        base.commit()
        time.sleep(8 if i == 3 else 1.5)
        follower.send_signal(signal.SIGTERM)
        assert follower.wait() == 0, follower.stderr.read()
    found = dict(sqlite3.connect(work / "out.db").execute("SELECT id, json FROM calls"))
    whole = {json.loads(line)["id"]: line.decode() for line in run(work / "cdr.db").splitlines()}
    differ = [i for i in whole.keys() | found.keys() if whole.get(i) != found.get(i)]
    assert not differ, f"followed: {len(differ)} of {len(whole)} differ: {[(i, found.get(i), whole.get(i)) for i in differ[:2]]}"
    base.close()

    (work / "none.db").unlink(missing_ok=True)
    sqlite3.connect(work / "none.db").execute("CREATE TABLE t (a)")
    done = subprocess.run([options.almon, "calls", str(work / "none.db")], capture_output=True)
    assert done.returncode == 1 and b"cdr.no_such_table" in done.stderr, done.stderr
print(f"{len(cdr)} records in seven forms: right")
