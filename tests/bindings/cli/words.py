"""The words of the command line: what is misspelt is named with the nearest right word, and no message, whatever word
it repeats, holds a telephone number."""
import os
import pathlib
import re
import stat
import subprocess
import sys
import tempfile
import unittest

ALMON, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
NUMBER = "89161234567"
OFFICE = f"--office {SOURCE / 'examples/office/office.toml'}"
RECORDS = SOURCE / "examples/office/day.csv"


def almon(words, stdin="", cwd=None):
    words = words.split() if isinstance(words, str) else words
    done = subprocess.run([ALMON, *words], input=stdin.encode(), capture_output=True, timeout=60, cwd=cwd)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


class Words(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.place = pathlib.Path(folder.name)

    def test_a_misspelt_word_is_named_with_the_nearest_right_one(self):
        for words, told in {
            "numbr 1": 'almon: no such command "numbr"; did you mean number?',
            "operators bild": 'almon operators: no such command "bild"; did you mean build?',
            "nothing": 'almon: no such command "nothing"; there are alias, ',
            "number --hom RU 1": "almon number: no such option --hom; did you mean --home?",
            "--json version": "almon: no such option --json; options stand behind the command's last word",
        }.items():
            code, out, err = almon(words)
            self.assertEqual((code, out), (2, ""), words)
            self.assertTrue(err.startswith(told), err)

    def test_a_number_in_any_wrong_place_is_not_repeated(self):
        for words in (
            NUMBER,
            f"number --nosuch={NUMBER}",
            f"number --nosuch {NUMBER}",
            f"number --home {NUMBER} 1",
            f"number --office {NUMBER} 1",
            f"number diagnose {NUMBER}",
            f"dial {OFFICE} --user ivanov {NUMBER} {NUMBER}",
            f"dial {OFFICE} --user ivanov --format {NUMBER} {NUMBER}",
            f"incoming {OFFICE} --trunk mango --did {NUMBER} --caller {NUMBER} {NUMBER}",
            f"alias open --store sqlite:a.db {NUMBER} {NUMBER} --alias {NUMBER}",
            f"alias grant --store sqlite:a.db 4017 {NUMBER}",
            f"alias close --store sqlite:a.db {NUMBER}",
            f"alias resolve --store sqlite:a.db +7916123-45-67",
            f"alias show {OFFICE} {NUMBER} --user {NUMBER}",
            f"policy check {NUMBER}",
            f"calls --from {NUMBER} {RECORDS}",
            f"calls --report {NUMBER} {RECORDS}",
            f"calls {NUMBER} out-103-7{NUMBER[1:]}-x.csv",
            f"calls --to ndjson:/{NUMBER}/{NUMBER} {RECORDS}",
            f"operators lookup {NUMBER} 1",
            f"operators build -o x {NUMBER}",
        ):
            code, _, err = almon(words, cwd=self.place)
            self.assertIn(code, (1, 2, 3), words)
            self.assertTrue(err, words)
            self.assertNotIn("9161234567", re.sub(r"[ ()-]", "", err), words)

    def test_help_and_version_answer_and_say_when_they_cannot(self):
        for words in ("--version", "-V", "version"):
            code, out, err = almon(words)
            self.assertEqual((code, err), (0, ""))
            self.assertRegex(out, r"^almon \d+\.\d+\.\d+ \(numbering plan: phonenumbers [\d.]+\)\n$")
        for words in ("--version", "version", "version --json", "--help", "calls --help"):
            with open("/dev/full", "w") as full:
                done = subprocess.run([ALMON, *words.split()], stdout=full, stderr=subprocess.PIPE, timeout=60)
            self.assertEqual((done.returncode, done.stderr), (3, b"almon: standard output could not be written\n"), words)

    def test_a_misspelt_region_is_refused_before_a_text_is_let_through_unmasked(self):
        for words in (["redact", "--home", "RUS", NUMBER], ["number", "find", "--home", "RUS", NUMBER]):
            code, out, err = almon(words)
            self.assertEqual((code, out), (2, ""), words)
            self.assertIn("region", err)
        self.assertEqual(almon("number --area Moscow 1234567")[0], 2)

    def test_a_line_that_is_no_number_is_told_with_its_line(self):
        snapshot = self.place / "op.almon"
        almon(f"operators build -o {snapshot} {SOURCE / 'examples/office/register.csv'}")
        code, _, err = almon(f"operators lookup {snapshot}", stdin="+79161234567\nnobody\n")
        self.assertEqual((code, err), (1, "2:1: numbering.no_digits: no digits of a phone number here\n"))
        code, _, err = almon(f"route {OFFICE} --user petrov", stdin="+79161234567\nnobody\n")
        self.assertEqual(code, 1)
        self.assertIn("2:1: numbering.no_digits: ", err)

    def test_files_that_hold_numbers_are_not_for_everybody(self):
        before = os.umask(0o022)
        self.addCleanup(os.umask, before)
        almon(f"alias open --store sqlite:a.db 4017 {NUMBER}", cwd=self.place)
        almon(f"calls --to sqlite:c.db --to ndjson:c.ndjson --to csv:c.csv {RECORDS}", cwd=self.place)
        for name in ("a.db", "c.db", "c.ndjson", "c.csv"):
            self.assertEqual(stat.S_IMODE((self.place / name).stat().st_mode) & 0o007, 0, name)

    def test_every_bad_row_is_told_where_nobody_has_to_scroll(self):
        (self.place / "bad.csv").write_text(RECORDS.read_text("utf-8") + "a,b\n" * 500, "utf-8")
        code, _, err = almon("calls --json bad.csv", cwd=self.place)
        self.assertEqual((code, err.count("cdr.too_few_columns")), (1, 500))

    def test_records_that_tell_of_no_call_are_not_passed_over_in_silence(self):
        (self.place / "queue_log").write_text("1795297223|1795297219.163|500|Ivan|COMPLETECALLER|1|3|1\n")
        code, out, err = almon("calls --json queue_log", cwd=self.place)
        self.assertEqual((code, out), (0, ""))
        self.assertIn("another source", err)

    def test_the_system_s_reason_is_told(self):
        for words, told in {
            "calls /": "/: core.is_directory: ",
            "operators build -o / " + str(SOURCE / "examples/office/register.csv"): "almon: /: core.is_directory: ",
            "operators build -o none/x " + str(SOURCE / "examples/office/register.csv"): "almon: none/x: core.not_found: ",
        }.items():
            code, _, err = almon(words, cwd=self.place)
            self.assertEqual(code, 3)
            self.assertTrue(err.startswith(told), err)

    def test_a_file_that_cannot_be_read_is_a_resource_and_what_stands_in_it_is_input(self):
        (self.place / "letter").write_text("Dear Sir\n")
        for words in (
            "calls none", f"calls {RECORDS} none", "calls /", "number diagnose none", "number diagnose /",
            "operators build -o x none", "operators lookup none 1", "operators info none", "operators diff none none",
            "alias list --store sqlite:none", "incoming --office none --trunk t --did 1 --caller 2", "route lint --office none",
            "policy test --office none", f"calls --to csv:none/x {RECORDS}", f"calls --follow --state none/x {RECORDS}",
        ):
            code, _, err = almon(words, cwd=self.place)
            self.assertEqual(code, 3, words)
            self.assertIn("none" if "none" in words else "/: core.is_directory: ", err)
        for words in ("calls letter", f"calls {RECORDS} letter", "operators build -o x letter", "number diagnose letter",
                      "route lint --office letter"):
            self.assertEqual(almon(words, cwd=self.place)[0], 1, words)
        self.assertEqual(almon(f"calls --json {RECORDS} none", cwd=self.place)[1], almon(f"calls --json {RECORDS}")[1])

    def test_a_terminal_obeys_neither_a_caller_s_name_nor_a_file_s(self):
        names = ("A\x1b[31mB", "A\x9bB", "A\u202eB", "A\u2066B", "A\x07\x7fB", "A\tB")
        head = "start,channel,dstchannel,lastapp,lastdata,clid,duration,billsec,disposition,uniqueid,linkedid\n"
        rows = [f'2026-11-22 00:4{i}:19,PJSIP/m-{i},PJSIP/101-1{i},Dial,PJSIP/101,"""{n}"" <+7916123456{i}>",50,0,NO ANSWER,'
                f"17952972{i}9.163,17952972{i}9.163\n" for i, n in enumerate(names)]
        (self.place / "rows.csv").write_text(head + "".join(rows), "utf-8")
        for words in ("calls rows.csv", "calls --report missed rows.csv"):
            out = almon(words, cwd=self.place)[1]
            self.assertEqual([c for c in out if c != "\n" and not c.isprintable()], [], out)
        self.assertIn("A?[31mB", almon("calls rows.csv", cwd=self.place)[1])
        self.assertIn(r"A\u001b[31mB", almon("calls --json rows.csv", cwd=self.place)[1])
        for command in (["calls", "no\x1b[31m"], ["calls", "--from", "\x1b[31m", "x"], ["incoming", "--office", "\x9b1m"]):
            err = almon(command, cwd=self.place)[2]
            self.assertEqual([c for c in err if c != "\n" and not c.isprintable()], [], err)

    def test_a_database_that_takes_no_calls_says_why(self):
        (self.place / "no.db").write_text("Dear Sir, " * 100)
        code, _, err = almon(f"calls --to sqlite:no.db {RECORDS}", cwd=self.place)
        self.assertEqual((code, err), (3, "almon: no.db: store.not_ours: this file is no database of almon's\n"))

    def test_columns_are_obeyed_or_refused(self):
        row = ('"","+79161234567","101","in","""A"" <+79161234567>","PJSIP/mango-0e","PJSIP/101-0f","Dial","PJSIP/101,8",'
               '"2026-11-22 00:38:19","2026-11-22 00:38:20","2026-11-22 00:38:23",3,2,"ANSWERED","DOCUMENTATION",'
               '"1795297099.34",""\n')
        (self.place / "Master.csv").write_text(row)
        names = ("accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,"
                 "disposition,amaflags,uniqueid,userfield")
        swapped = names.replace("channel,dstchannel", "dstchannel,channel")
        told = {}
        for columns in (None, names, names.upper(), swapped):
            for form in ("auto", "asterisk-csv", "asterisk-cdr-custom"):
                named = [] if columns is None else ["--columns", columns]
                told[columns, form] = almon(["calls", "--json", "--from", form, *named, "Master.csv"], cwd=self.place)
        for (columns, form), (code, out, err) in told.items():
            self.assertEqual((code, err), (0, ""), (columns, form))
            self.assertIn('"direction":"outbound"' if columns == swapped else '"direction":"inbound"', out, (columns, form))
        for words, says in {
            f"calls --columns {names} --from asterisk-ami Master.csv": "of asterisk-cdr-custom, not of asterisk-ami",
            f"calls --columns {names} --from asterisk-cel Master.csv": "of asterisk-cdr-custom, not of asterisk-cel",
            f"calls --columns {names.replace('start', 'starrt')} Master.csv": "records need start",
        }.items():
            code, out, err = almon(words, cwd=self.place)
            self.assertEqual((code, out), (2, ""), words)
            self.assertIn(says, err)

    def test_a_time_that_is_none_is_told_without_a_number(self):
        head = "start,channel,dstchannel,lastapp,lastdata,src,duration,billsec,disposition,uniqueid,linkedid\n"
        good = ("2026-11-22 00:40:19,PJSIP/m-45,PJSIP/101-46,Dial,PJSIP/101,+79161234567,5,0,NO ANSWER,1795297219.163,"
                "1795297219.163\n")
        for start, says in {"22.11.2026 00:40:19": 'start "22.**.**** **:**:**"', NUMBER: 'start "89*********"',
                            "2026-02-30 00:40:19": 'start "2026-02-30 00:40:19"', "": "start nothing",
                            "\x1b[31m": 'start "?[31m"'}.items():
            (self.place / "rows.csv").write_text(head + good + start + good[19:])
            code, _, err = almon("calls rows.csv", cwd=self.place)
            self.assertEqual(code, 1)
            self.assertIn(f"rows.csv:3: cdr.malformed_time: not a time as the PBX writes it, like 2026-11-22 00:38:19; the row "
                          f"was left out (found {says}, expected 2026-11-22 00:38:19)", err)
            self.assertNotIn(NUMBER[1:], err)
        (self.place / "rows.csv").write_text(head + good + good.replace(",5,0,", f",{NUMBER}x,0,"))
        self.assertIn('(found duration "89*********x", expected', almon("calls rows.csv", cwd=self.place)[2])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
