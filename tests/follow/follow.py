#!/usr/bin/env python3
"""almon calls --follow as a user runs it: growing files, rotation, restarts, kill -9; the table and the lines that
come of it against a run over everything at once."""
import argparse, csv, json, os, pathlib, random, re, shutil, signal, sqlite3, subprocess, sys, tempfile, time

parser = argparse.ArgumentParser()
parser.add_argument("--almon", required=True)
parser.add_argument("--data", required=True)
parser.add_argument("--office", required=True)
parser.add_argument("--unpacks", default="gzip")
parser.add_argument("case", nargs="*")
options = parser.parse_args()
DATA = pathlib.Path(options.data)
# not the PBX that was killed: its calls never end in CEL, so that only a run over everything lets them go at once
FOLDERS = sorted(f for f in DATA.iterdir()
                 if (f / "cel.csv").exists() and (f / "cel.csv").stat().st_size > 0 and "kill9" not in f.name)


def lines_of(name, most=None):
    """Records of all scenarios, in the order of their time."""
    found = []
    for folder in sorted(FOLDERS, key=lambda f: f.joinpath("cel.csv").read_text(errors="replace").split(",")[1]):
        path = folder / name
        if path.exists():
            found += path.read_bytes().splitlines(keepends=True)
    return found[:most]


def at_once(*files, extra=(), office=None):
    """id to JSON, of a run over everything."""
    out = subprocess.run([options.almon, "calls", "--office", str(office or options.office), "--json", *extra, *map(str, files)],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return {json.loads(line)["id"]: line.decode() for line in out.splitlines()}


class Follower:
    def __init__(self, work, *arguments, office=None):
        self.work = work
        self.command = [options.almon, "calls", "--office", str(office or options.office), "--follow", *map(str, arguments)]
        self.process = None

    def start(self, **more):
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=open(self.work / "errors", "ab"), **more)
        return self

    def stop(self, how=signal.SIGTERM):
        time.sleep(0.5)  # a process that has just been started does not listen yet
        self.process.send_signal(how)
        return self.process.wait(timeout=60)


def table(path):
    base = sqlite3.connect(path)
    try:
        return dict(base.execute("SELECT id, json FROM calls"))
    except sqlite3.OperationalError:
        return {}
    finally:
        base.close()


def told(path):
    """What a reader of the lines holds in the end, and whether each version came once and in order."""
    calls, versions = {}, {}
    for line in path.read_text().splitlines():
        call = json.loads(line)
        version = versions.get(call["id"], 0) + 1
        assert call["version"] == version, f"{call['id']}: version {call['version']} after {version - 1}"
        versions[call["id"]] = version
        if call.get("withdrawn"):
            calls.pop(call["id"])
            continue
        call.pop("version"), call.pop("changed")
        calls[call["id"]] = json.dumps(call, ensure_ascii=False, separators=(",", ":"))
    return calls


def wait_for(check, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.1)
    return False


def same(found, expected, what):
    if found == expected:
        return
    missing, extra = expected.keys() - found.keys(), found.keys() - expected.keys()
    differ = [i for i in expected.keys() & found.keys() if expected[i] != found[i]]
    raise AssertionError(f"{what}: {len(found)} calls of {len(expected)}; missing {sorted(missing)[:5]}, extra {sorted(extra)[:5]}, "
                         f"different {differ[:3]}: {[(found[i], expected[i]) for i in differ[:1]]}")


def append(path, lines):
    with open(path, "ab") as f:
        f.write(b"".join(lines))


def grows(work):
    """Started before the file exists; half a line is waited for; lines and table agree with the run over everything."""
    lines = lines_of("cel.csv")
    source = work / "cel.csv"
    f = Follower(work, "--to", f"sqlite:{work}/calls.db", "--to", f"ndjson:{work}/calls.ndjson", source).start()
    time.sleep(0.4)
    append(source, lines[:400])
    append(source, [lines[400][:30]])
    assert wait_for(lambda: len(table(work / "calls.db")) > 5), "calls come while the file grows"
    append(source, [lines[400][30:]] + lines[401:])
    expected = at_once(source)
    assert wait_for(lambda: len(table(work / "calls.db")) >= len(expected)), f"{len(table(work / 'calls.db'))} of {len(expected)}"
    assert f.stop() == 0, (work / "errors").read_text()
    same(table(work / "calls.db"), expected, "table")
    same(told(work / "calls.ndjson"), expected, "lines")


def rotated(work, how):
    lines = lines_of("cdr_custom.csv")
    source, everything = work / "Master.csv", work / "all.csv"
    everything.write_bytes(b"".join(lines))
    f = Follower(work, "--from", "asterisk-cdr-custom", "--to", f"ndjson:{work}/calls.ndjson", source)
    expected = at_once(everything, extra=["--from", "asterisk-cdr-custom"])
    random.seed(how)
    at, turn = 0, 0
    running = False
    while at < len(lines):
        if not running:
            f.start()
            running = True
        count = random.randrange(1, 60)
        append(source, lines[at:at + count])
        at += count
        time.sleep(random.choice([0, 0, 0.3, 0.6]))
        if turn % 3 == 1:  # every other time while nobody looks
            assert f.stop() == 0, (work / "errors").read_text()
            running = False
        turn += 1
        if turn % 2 == 0:
            for n in range(30, 0, -1):
                older = work / f"Master.csv.{n}"
                if older.exists():
                    older.rename(work / f"Master.csv.{n + 1}")
            if how == "renamed":
                source.rename(work / "Master.csv.1")
            else:
                shutil.copy2(source, work / "Master.csv.1")
                os.truncate(source, 0)
    if not running:
        f.start()
    assert wait_for(lambda: (work / "calls.ndjson").exists() and len(told(work / "calls.ndjson")) >= len(expected))
    time.sleep(6)
    assert f.stop() == 0, (work / "errors").read_text()
    same(told(work / "calls.ndjson"), expected, how)


def renamed(work):
    rotated(work, "renamed")


def copied(work):
    rotated(work, "copied")


def packed(work):
    """Rotated and compressed while nobody looks, once or twice: what was not read yet is read from the archives."""
    lines, source, everything = lines_of("cdr_custom.csv"), work / "Master.csv", work / "all.csv"
    everything.write_bytes(b"".join(lines))
    expected = at_once(everything, extra=["--from", "asterisk-cdr-custom"])
    f = Follower(work, "--from", "asterisk-cdr-custom", "--to", f"ndjson:{work}/calls.ndjson", source)
    programs = ["gzip"] + [p for p in ("xz", "bzip2") if p in options.unpacks.split(",") and shutil.which(p)]

    def rotate():
        older = sorted(work.glob("Master.csv.*.*"), key=lambda p: -int(p.suffixes[-2][1:]))
        for path in older:
            path.rename(work / f"Master.csv.{int(path.suffixes[-2][1:]) + 1}{path.suffix}")
        source.rename(work / "Master.csv.1")
        subprocess.run([programs[len(older) % len(programs)], work / "Master.csv.1"], check=True)

    pieces = [lines[i * len(lines) // 6:(i + 1) * len(lines) // 6] for i in range(6)]
    for i, piece in enumerate(pieces):
        append(source, piece[:len(piece) // 2])
        if i in (0, 1, 4):  # the third and fourth piece come and go without almon
            f.start()
            time.sleep(1.5)
            assert f.stop() == 0, (work / "errors").read_text()
        append(source, piece[len(piece) // 2:])
        if i < 5:
            rotate()
        time.sleep(0.05)
    f.start()
    assert wait_for(lambda: len(told(work / "calls.ndjson")) >= len(expected)), f"{len(told(work / 'calls.ndjson'))} of {len(expected)}"
    time.sleep(6)
    assert f.stop() == 0, (work / "errors").read_text()
    assert "is gone" not in (work / "errors").read_text()
    same(told(work / "calls.ndjson"), expected, "packed")
    f = Follower(work, next(work.glob("Master.csv.*.gz"))).start()  # nothing is appended to such a file
    assert wait_for(lambda: "compressed with gzip" in (work / "errors").read_text()), (work / "errors").read_text()
    assert f.stop() == 1


def killed(work):
    """kill -9 at any moment, while a writer appends: nothing lost, nothing twice."""
    lines = lines_of("cel.csv")
    source, everything = work / "cel.csv", work / "all.csv"
    everything.write_bytes(b"".join(lines))
    expected = at_once(everything)
    f = Follower(work, "--to", f"sqlite:{work}/calls.db", "--to", f"ndjson:{work}/calls.ndjson", source)
    random.seed(9)
    at, kills = 0, 0
    while at < len(lines) or kills < 25:
        f.start()
        end = time.monotonic() + random.uniform(0.02, 0.9)
        while time.monotonic() < end:
            if at < len(lines):
                count = random.randrange(1, 120)
                append(source, lines[at:at + count])
                at += count
            time.sleep(random.uniform(0, 0.1))
        f.process.kill()
        f.process.wait()
        kills += 1
    f.start()
    assert wait_for(lambda: table(work / "calls.db") == expected), "the table after the last start"
    assert f.stop() == 0, (work / "errors").read_text()
    same(table(work / "calls.db"), expected, f"table after {kills} kills")
    same(told(work / "calls.ndjson"), expected, f"lines after {kills} kills")
    f.start()  # once more with nothing new: nothing is told again
    before = (work / "calls.ndjson").read_bytes()
    time.sleep(1)
    assert f.stop() == 0
    assert (work / "calls.ndjson").read_bytes() == before, "a quiet restart wrote lines"


def several(work):
    """Records and events of the same calls, from files that grow side by side."""
    cdr, cel = lines_of("cdr_custom.csv"), lines_of("cel.csv")
    f = Follower(work, "--to", f"sqlite:{work}/calls.db", work / "cdr.csv", work / "cel.csv").start()
    for i in range(20):
        append(work / "cel.csv", cel[i * len(cel) // 20:(i + 1) * len(cel) // 20])
        append(work / "cdr.csv", cdr[i * len(cdr) // 20:(i + 1) * len(cdr) // 20])
        time.sleep(0.1)
    expected = at_once(work / "cdr.csv", work / "cel.csv")
    wait_for(lambda: table(work / "calls.db") == expected)
    assert f.stop() == 0, (work / "errors").read_text()
    same(table(work / "calls.db"), expected, "table")


def piped(work):
    """Manager events through a pipe: calls while it is open, the rest when it ends."""
    import gzip
    text = b"".join(gzip.open(folder / "ami.log.gz").read() for folder in FOLDERS[:12] if (folder / "ami.log.gz").exists())
    (work / "ami.log").write_bytes(text)
    expected = at_once(work / "ami.log")
    f = Follower(work, "--to", f"ndjson:{work}/calls.ndjson", "-").start(stdin=subprocess.PIPE)
    for i in range(0, len(text), 50000):
        f.process.stdin.write(text[i:i + 50000])
        f.process.stdin.flush()
        time.sleep(0.02)
    assert wait_for(lambda: len(told(work / "calls.ndjson")) > len(expected) // 2), "calls come while the pipe is open"
    f.process.stdin.close()
    assert f.process.wait(timeout=30) == 0, (work / "errors").read_text()
    same(told(work / "calls.ndjson"), expected, "lines")


CEL = ("eventtype eventtime cid_name cid_num cid_ani cid_rdnis cid_dnid exten context channame appname appdata amaflags accountcode "
       "uniqueid linkedid peer userfield userdeftype extra").split()


def events(count=None):
    rows = (list(csv.reader([line.decode(errors="replace")]))[0] for line in lines_of("cel.csv"))
    return [r for r in rows if len(r) == len(CEL)][:count]


def later(work):
    """A database that is not there at the start, then empty, then has its table; almon stops and starts in between; the
    file makes room for another."""
    rows, base = events(), work / "master.db"
    f = Follower(work, "--to", f"sqlite:{work}/calls.db", base, work / "not_yet.csv").start()
    time.sleep(0.5)
    database = sqlite3.connect(base)
    database.execute("CREATE TABLE other (a)")
    database.commit()
    time.sleep(1.5)
    database.execute(f"CREATE TABLE cel ({', '.join(CEL)})")

    def insert(first, last):
        database.executemany(f"INSERT INTO cel VALUES ({','.join('?' * len(CEL))})", rows[first:last])
        database.commit()

    third = len(rows) // 3
    insert(0, third)
    assert wait_for(lambda: len(table(work / "calls.db")) > 5), "calls come once the table is there"
    assert f.stop() == 0, (work / "errors").read_text()
    insert(third, 2 * third)
    f.start()
    time.sleep(1)
    insert(2 * third, len(rows))
    expected = at_once(base)
    wait_for(lambda: table(work / "calls.db") == expected)
    same(table(work / "calls.db"), expected, "table")
    database.close()
    base.rename(work / "old.db")  # its turn is over: a new one with later calls
    again = [[r[0], str(float(r[1]) + 100000)] + r[2:] for r in rows]
    for r in again:
        r[CEL.index("uniqueid")], r[CEL.index("linkedid")] = (f"{float(r[CEL.index(c)].split('.')[0]) + 100000:.0f}." +
                                                              r[CEL.index(c)].split(".")[1] for c in ("uniqueid", "linkedid"))
    database = sqlite3.connect(work / "new.db")
    database.execute(f"CREATE TABLE cel ({', '.join(CEL)})")
    database.executemany(f"INSERT INTO cel VALUES ({','.join('?' * len(CEL))})", again)
    database.commit()
    database.close()
    (work / "new.db").rename(base)
    both = at_once(work / "old.db", base)
    assert len(both) > len(expected) * 3 // 2
    wait_for(lambda: table(work / "calls.db") == both)
    assert f.stop() == 0, (work / "errors").read_text()
    said = (work / "errors").read_text()
    assert "not_yet.csv: core.not_found: there is no such file or folder (expected one to come)" in said, said
    same(table(work / "calls.db"), both, "table after the file was replaced")


def changed(work):
    """Rows of a database that are changed after they were read: their calls come again, with what changed; others do not.
    Rows that are deleted take nothing back."""
    columns = "calldate channel dstchannel lastapp src duration billsec disposition uniqueid linkedid recordingfile".split()
    base = work / "master.db"
    database = sqlite3.connect(base)
    database.execute(f"CREATE TABLE cdr ({', '.join(columns)})")

    def insert(first, last):
        for n in range(first, last):
            at = time.strftime("%F %T", time.gmtime(1795305600 + 10 * n))
            unique = f"{1795305600 + 10 * n}.{n}"
            database.execute(f"INSERT INTO cdr VALUES ({','.join('?' * len(columns))})",
                             (at, f"PJSIP/mango-{n}", f"PJSIP/101-{n}", "Dial", f"+7916{n:07}", 8, 5, "ANSWERED", unique, unique, ""))
        database.commit()

    def lines():
        path = work / "calls.ndjson"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def told_again():
        return [(c["id"].rpartition(".")[2], c["version"], c["changed"]) for c in lines() if c["version"] > 1]

    insert(0, 300)
    f = Follower(work, "--tz", "UTC", "--to", f"sqlite:{work}/calls.db", "--to", f"ndjson:{work}/calls.ndjson", base).start()
    assert wait_for(lambda: len(lines()) == 300), len(lines())
    database.execute("UPDATE cdr SET recordingfile = 'x.wav' WHERE uniqueid LIKE '%.7'")
    database.execute("UPDATE cdr SET recordingfile = 'y.wav' WHERE uniqueid LIKE '%.290'")
    database.commit()
    assert wait_for(lambda: len(told_again()) == 2), told_again()
    assert sorted(told_again()) == [("290", 2, ["recordings"]), ("7", 2, ["recordings"])]
    insert(300, 310)
    database.execute("DELETE FROM cdr WHERE uniqueid LIKE '%.9'")
    database.execute("UPDATE cdr SET disposition = 'NO ANSWER', billsec = 0 WHERE uniqueid LIKE '%.7'")
    database.commit()
    assert wait_for(lambda: len(lines()) == 313), len(lines())
    assert f.stop() == 0, (work / "errors").read_text()
    assert told_again()[-1][:2] == ("7", 3) and "disposition" in told_again()[-1][2], told_again()
    database.execute("UPDATE cdr SET recordingfile = 'z.wav' WHERE uniqueid LIKE '%.8'")  # while nobody looks
    database.commit()
    f.start()
    assert wait_for(lambda: len(lines()) == 314), len(lines())
    assert f.stop() == 0, (work / "errors").read_text()
    assert told_again()[-1] == ("8", 2, ["recordings"]), told_again()
    found, expected = table(work / "calls.db"), at_once(base, extra=["--tz", "UTC"])
    assert len(found) == 310 and found.keys() - expected.keys() == {i for i in found if i.endswith(".9")}
    same({i: c for i, c in found.items() if i in expected}, expected, "table")


def office(work):
    """The office file changes: calls that end from then on are read with the new one; a broken one changes nothing and is
    told once."""
    lines, place, source = lines_of("cel.csv"), work / "office.toml", work / "cel.csv"
    text = re.sub(r"^(store|operators|clients) .*\n", "", pathlib.Path(options.office).read_text(), flags=re.M)
    place.write_text(text)

    def campaigns():
        path = work / "calls.ndjson"
        return [json.loads(line).get("campaign") for line in path.read_text().splitlines()] if path.exists() else []

    f = Follower(work, "--to", f"ndjson:{work}/calls.ndjson", source, office=place).start()
    third = len(lines) // 3
    append(source, lines[:third])
    assert wait_for(lambda: campaigns().count("avito") > 5)
    place.write_text(text + "\n[[[\n")
    assert wait_for(lambda: "stays as it was before" in (work / "errors").read_text()), "the mistake is told"
    before = len(campaigns())
    append(source, lines[third:2 * third])
    assert wait_for(lambda: campaigns()[before:].count("avito") > 5), "the old one works on"
    time.sleep(2)
    assert (work / "errors").read_text().count("stays as it was before") == 1, "the mistake is told once"
    (work / "office.new").write_text(text.replace('campaign = "avito"', 'campaign = "circle"'))
    (work / "office.new").rename(place)
    assert wait_for(lambda: "was read again" in (work / "errors").read_text())
    before = len(campaigns())
    append(source, lines[2 * third:])
    assert wait_for(lambda: campaigns()[before:].count("circle") > 5)
    assert f.stop() == 0, (work / "errors").read_text()
    calls, whole = told(work / "calls.ndjson"), at_once(source, office=place)
    assert calls.keys() == whole.keys()
    swapped = [c.replace('"campaign":"avito"', '"campaign":"circle"') for c in calls.values()]
    assert sorted(swapped) == sorted(c.replace('"campaign":"avito"', '"campaign":"circle"') for c in whole.values())
    assert not any('"avito"' in c for c in whole.values()), "the new office has no such campaign"


def restarted(work):
    """A PBX that was killed writes no end of its calls: they are over once it counts its channels from the beginning."""
    lines, source = (DATA / "c5-kill9-midcall" / "cel.csv").read_bytes().splitlines(keepends=True), work / "cel.csv"
    anew = next(i for i in range(1, len(lines)) if b'"1795296478.' in lines[i])
    f = Follower(work, "--to", f"sqlite:{work}/calls.db", source).start()
    append(source, lines[:anew])
    time.sleep(7)
    assert not table(work / "calls.db"), "nobody knows yet that they are over"
    append(source, lines[anew:])
    expected = at_once(source)
    assert len(expected) > 2
    wait_for(lambda: table(work / "calls.db") == expected)
    assert f.stop() == 0, (work / "errors").read_text()
    same(table(work / "calls.db"), expected, "table")


def backlog(work):
    """Two sources of thousands of calls each, written before almon starts: more than it keeps open."""
    import datetime
    begin, cdr, cel = datetime.datetime(2026, 11, 22, tzinfo=datetime.timezone.utc), [], []
    for call in range(6000):
        at = begin + datetime.timedelta(seconds=3 * call)
        linked, phone = f"{int(at.timestamp())}.{2 * call}", f"{int(at.timestamp())}.{2 * call + 1}"
        out, inside = f"PJSIP/mango-{2 * call:08x}", f"PJSIP/101-{2 * call + 1:08x}"
        cdr.append(f'{at:%F %T},,+7916{call:07},101,from-trunk,{out},{inside},Dial,PJSIP/101,13,9,ANSWERED,3,,{linked},{linked}\n')
        for kind, after, channel, unique, app, extra in (
                ("CHAN_START", 0, out, linked, "", ""), ("APP_START", 0, out, linked, "Dial", ""), ("CHAN_START", 0, inside, phone, "", ""),
                ("ANSWER", 4, inside, phone, "", ""), ("BRIDGE_ENTER", 4, inside, phone, "", "b"), ("BRIDGE_ENTER", 4, out, linked, "", "b"),
                ("BRIDGE_EXIT", 13, out, linked, "", "b"), ("BRIDGE_EXIT", 13, inside, phone, "", "b"),
                ("CHAN_END", 13, inside, phone, "", ""), ("CHAN_END", 13, out, linked, "", ""), ("LINKEDID_END", 13, out, linked, "", "")):
            room = f'"{{""bridge_id"":""{call}"",""bridge_technology"":""simple""}}"' if extra else ""
            cel.append(f"{kind},{int(at.timestamp()) + after}.000000,,+7916{call:07},,,,101,from-trunk,{channel},{app},"
                       f"{'PJSIP/101' if app else ''},3,,{unique},{linked},,,,{room}\n")
    head = "calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,accountcode,uniqueid,linkedid\n"
    (work / "cdr.csv").write_text(head + "".join(cdr))
    (work / "cel.csv").write_text("".join(cel))
    expected = at_once(work / "cdr.csv", work / "cel.csv", extra=["--tz", "UTC"])
    assert len(expected) == 6000 and all(json.loads(c)["talk_ms"] == 9000 for c in expected.values())
    f = Follower(work, "--tz", "UTC", "--to", f"sqlite:{work}/calls.db", "--to", f"ndjson:{work}/calls.ndjson", work / "cdr.csv", work / "cel.csv")
    f.start()
    time.sleep(0.4)
    f.process.kill()  # in the middle of it
    f.process.wait()
    f.start()
    wait_for(lambda: table(work / "calls.db") == expected, 60)
    time.sleep(1)
    assert f.stop() == 0, (work / "errors").read_text()
    same(table(work / "calls.db"), expected, "table")
    same(told(work / "calls.ndjson"), expected, "lines")


def full_disk(work):
    (work / "cel.csv").write_bytes(b"".join(lines_of("cel.csv", 600)))
    done = subprocess.run([options.almon, "calls", "--follow", "--json", str(work / "cel.csv")], stdout=open("/dev/full", "w"),
                          stderr=subprocess.PIPE, timeout=30)
    assert done.returncode == 3 and done.stderr.count(b"\n") == 1, (done.returncode, done.stderr)
    reader = subprocess.Popen(["true"], stdin=subprocess.PIPE)
    reader.wait()
    done = subprocess.run([options.almon, "calls", "--json", str(work / "cel.csv")], stdout=reader.stdin, stderr=subprocess.PIPE, timeout=30)
    assert done.returncode == 3 and done.stderr.count(b"\n") == 1, (done.returncode, done.stderr)


CASES = {c.__name__: c for c in (grows, renamed, copied, packed, killed, several, piped, later, changed, office, restarted, backlog, full_disk)}
for name in options.case or CASES:
    with tempfile.TemporaryDirectory() as folder:
        begin = time.monotonic()
        CASES[name](pathlib.Path(folder))
        print(f"{name}: right, {time.monotonic() - begin:.1f} s")
