"""Runs the command as people who may not see numbers, and with broken input, and greps everything it prints for every
spelling of every protected number. Usage: leak.py ALMON SOURCE_DIR"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

almon, source = sys.argv[1], pathlib.Path(sys.argv[2])
place = pathlib.Path(tempfile.mkdtemp(prefix="almon-leak-"))
shutil.copytree(source / "examples/office", place / "office")
office = ["--office", str(place / "office/office.toml")]
at = ["--at", "2026-11-23T12:00:00+03:00"]
leaks = []


def run(*arguments, text=None):
    done = subprocess.run([almon, *arguments], input=text, capture_output=True, text=True, errors="replace")
    return done.stdout, done.stderr


def look(what, output, protected):
    """Digits only, so that no separator hides a number; ids and times have none of these digit strings in them."""
    digits = re.sub(r"[^0-9\n]", "", output)
    for national in protected:
        if national in digits or national in re.sub(r"[^0-9]", "", output):
            leaks.append(f"{what}: shows ...{national[-4:]}")


# 1. a day of calls, as those may see it who may not see numbers
day = str(place / "office/day.csv")
everything, _ = run("calls", *office, "--from", "asterisk-cdr-custom", "--json", day)
clients = {c["external"]["e164"] for c in map(json.loads, everything.splitlines()) if c["external"]}
protected = sorted(n[-10:] for n in clients if n)
assert len(protected) > 100, "the administrator sees them all"
look("an operator, who may", run("calls", *office, "--from", "asterisk-cdr-custom", "--as", "ivanova", day)[0], protected)
assert len(leaks) == len(protected), "looking finds what there is to find"
leaks.clear()
for user in ("zorin", "ivanov", "lebedev", "sidorova"):
    for form in (["--json"], ["--explain", "--json"], [], ["--to", "csv"]):
        look(f"calls --as {user} {form}",
             "".join(run("calls", *office, *at, "--from", "asterisk-cdr-custom", "--as", user, *form, day)), protected)
assert run("calls", *office, *at, "--as", "lebedev", "--json", "--from", "asterisk-cdr-custom", day)[0].count("\n") > 5

# 1b. a masked dial: the alias leads to the client in the administrator's record and to nobody in the agent's
client = "9035551122"
run("operators", "build", "-o", str(place / "office/operators.almon"), str(place / "office/register.csv"))
run("alias", "open", *office, "--at", "2026-11-20T12:00:00+03:00", "4018", "+7" + client, "--label", "client")
run("alias", "grant", *office, "--at", "2026-11-20T12:00:00+03:00", "4018", "user:ivanov")
masked = place / "masked.csv"
row = ('2026-11-22 12:4{0}:19,PJSIP/103-4{0},PJSIP/mts-5{0},from-internal,Dial,"PJSIP/{1}@mts,30",103,{2},65,60,ANSWERED,'
       '17953404{0}9.163,17953404{0}9.163,out-{1}.wav\n')
masked.write_text("start,channel,dstchannel,dcontext,lastapp,lastdata,src,dst,duration,billsec,disposition,uniqueid,linkedid,"
                  "recordingfile\n" + row.format(1, client, "4018") + row.format(2, "4018", "4018") +
                  row.format(3, "8" + client, "4018"), "utf-8")
told = [json.loads(x)["external"] for x in run("calls", *office, "--json", str(masked))[0].splitlines()]
assert [(e["e164"], e["alias"], e["operator"]) for e in told] == [("+7" + client, "4018", "beeline")] * 3, told
for user in ("ivanov", "zorin"):
    for form in (["--json"], ["--explain", "--json"], [], ["--to", "csv"], ["--report", "missed"]):
        output, errors = run("calls", *office, *at, "--as", user, *form, str(masked))
        look(f"masked dial --as {user} {form}", output + errors, [client])
    if user == "ivanov":
        seen = [json.loads(x)["external"] for x in run("calls", *office, *at, "--as", user, "--json", str(masked))[0].splitlines()]
        assert [(e["text"], e["alias"], e["operator"]) for e in seen] == [("4018", "4018", None)] * 3, seen

# 2. what goes wrong, told on standard error
rows = pathlib.Path(day).read_text("utf-8").splitlines()[:40]
broken = [r.replace("79161000", "7" + client[:7]) for r in rows]
for i, damage in enumerate((lambda r: r[: len(r) // 2], lambda r: r.replace('"', "", 3), lambda r: r + ',"extra"',
                            lambda r: r.replace("2026-11-22", "2026-99-99"), lambda r: r.replace("ANSWERED", "\0"),
                            lambda r: r.replace(",", ";"))):
    name = place / f"broken{i}.csv"
    name.write_text("\n".join(damage(r) if n % 3 == 0 else r for n, r in enumerate(broken)), "utf-8")
    for form in ("asterisk-cdr-custom", "auto", "asterisk-csv", "asterisk-cel", "asterisk-ami", "asterisk-queue-log"):
        _, errors = run("calls", "--from", form, "--json", str(name))
        look(f"errors of calls {form} {i}", errors, [client[:7]])

# 3. refusals and explanations
run("alias", "open", *office, *at, "4017", "+7" + client, "--label", "client")
run("alias", "grant", *office, *at, "4017", "user:sidorova")
for arguments in (["dial", "--user", "ivanov", "4017"], ["dial", "--user", "sidorova", "4017"],
                  ["incoming", "--trunk", "mango", "--did", "+74951234567", "--caller", "8" + client, "--extension", "105"],
                  ["incoming", "--trunk", "mango", "--did", "+74951234567", "--caller", "8" + client + "77777"]):
    for form in ([], ["--json"]):
        output, errors = run(arguments[0], *office, *at, *arguments[1:], *form)
        if "sidorova" in arguments and "--json" in form:  # the PBX must be told whom to dial; people read the rest
            told = json.loads(output)
            output = json.dumps([told["why"], told["show"], told["alias"]])
        look(" ".join(arguments), output + errors if arguments[0] == "dial" else errors, [client])
for arguments in (["alias", "grant", *office, "4017", "user:nobody"], ["alias", "resolve", *office, "4017", "--user", "ivanov"],
                  ["alias", "open", *office, "4017", "+7" + client + "999999999"], ["policy", "explain", *office, "ivanov", "call.external"],
                  ["calls", *office, "--as", "7" + client, day], ["calls", *office, "--from", "auto", "/nonexistent/7" + client[:3]]):
    look(" ".join(arguments[:2]), run(*arguments)[1], [client])

# 4. an office file full of mistakes
bad = place / "bad.toml"
bad.write_text(f'schema = 1\n[office]\ntenant = "t"\narea = 5\n[[line]]\nnumber = "+7{client}999999"\n[[user]]\nname = "a"\n'
               f'mobile = "7 {client[:3]} {client[3:6]}-{client[6:]} доб"\nrole = "+7{client}"\n[[trunk]]\nname = "x"\n'
               f'presents = ["{client}", "tel:{client}x"]\n', "utf-8")
look("a bad office file", run("number", "--office", str(bad), "1")[1], [client])

shutil.rmtree(place)
print("\n".join(leaks) or f"nothing leaked; {len(protected)} numbers looked for")
sys.exit(1 if leaks else 0)
