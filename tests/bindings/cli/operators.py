"""almon operators at the shell: answers, order, exit codes, and what happens to bad files."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

ALMON, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
HEADER = "АВС/ DEF;От;До;Емкость;Оператор;Регион;ИНН\n"
GOOD = "916;0000000;0000099;100;ПАО \"МТС\";Тверская область;7740000076\n"


def almon(*words, stdin=""):
    done = subprocess.run([ALMON, "operators", *map(str, words)], input=stdin.encode(), capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Operators(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.place = pathlib.Path(self.folder.name)
        self.snapshot = self.place / "op.almon"

    def register(self, text, name="r.csv"):
        path = self.place / name
        path.write_text(text, "utf-8")
        return path

    def example(self):
        code, _, _ = almon("build", "-o", self.snapshot, SOURCE / "examples/office/register.csv")
        self.assertEqual(code, 0)

    def test_lookup_answers_each_line_in_order(self):
        self.example()
        code, out, err = almon("lookup", self.snapshot, "--json", stdin="89161234567\nabc\n+33123456789\n")
        rows = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(code, 1, "one line was no number")
        self.assertEqual([r["input"] for r in rows], ["89161234567", "abc", "+33123456789"])
        self.assertEqual(rows[0]["operator"]["brand"], "mts")
        self.assertEqual(rows[0]["ported"], "unknown")
        self.assertEqual(rows[0]["zones"], ["Europe/Moscow"])
        self.assertEqual(rows[0]["source"]["file"], "register.csv")
        self.assertIn("code", rows[1]["error"])
        self.assertIsNone(rows[2]["operator"])
        self.assertNotIn("9161234567", err)

    def test_lookup_takes_arguments_and_a_home(self):
        self.example()
        self.assertEqual(almon("lookup", self.snapshot, "+79031110000")[0], 0)
        self.assertEqual(almon("lookup", self.snapshot, "--home", "XX", "9031110000")[0], 2)

    def test_build_reports_rows_and_delivers_the_good_ones(self):
        bad = self.register(HEADER + GOOD + "916;x;9;1;A;B;7740000076\n916;100;199;100;ПАО \"МТС\";Москва;7740000076\n")
        code, out, err = almon("build", "--json", "-o", self.snapshot, bad)
        self.assertEqual(code, 1)
        report = json.loads(out)
        self.assertEqual((report["rows"], report["repaired"], report["rejected"]), (2, 1, 1))
        self.assertIn(f"{bad}:3: operators.bad_bounds", err)
        self.assertIn(f"{bad}:4: operators.unpadded_number", err)
        self.assertEqual(almon("verify", self.snapshot)[0], 0)

    def test_repairs_alone_are_no_failure_unless_strict(self):
        mended = self.register(HEADER + "916;100;199;100;ПАО \"МТС\";Москва;7740000076\n")
        self.assertEqual(almon("build", "-o", self.snapshot, mended)[0], 0)
        strict = self.place / "strict.almon"
        self.assertEqual(almon("build", "--strict", "-o", strict, mended)[0], 1)
        self.assertFalse(strict.exists())

    def test_nothing_good_publishes_nothing_and_keeps_the_old(self):
        self.example()
        before = self.snapshot.read_bytes()
        for text in ("", "hello\n", HEADER):
            self.assertEqual(almon("build", "-o", self.snapshot, self.register(text))[0], 1, text)
        self.assertEqual(almon("build", "-o", self.snapshot, self.place / "none.csv")[0], 3)
        self.assertEqual(self.snapshot.read_bytes(), before)
        self.assertEqual(sorted(p.name for p in self.place.iterdir()), ["op.almon", "r.csv"])

    def test_places_that_cannot_be_written_are_resources(self):
        good = self.register(HEADER + GOOD)
        for target in (self.place, self.place / "no/op.almon", "/dev/null"):
            code, _, err = almon("build", "-o", target, good)
            self.assertEqual(code, 3, target)
            self.assertIn(str(target), err)
        self.assertTrue(pathlib.Path("/dev/null").is_char_device())

    def test_damaged_snapshots_are_refused(self):
        self.example()
        whole = self.snapshot.read_bytes()
        flipped = bytearray(whole)
        flipped[-1] ^= 1
        for name, content, words in (("empty", b"", "lookup"), ("foreign", b"hello" * 99, "info"), ("cut", whole[:-9], "lookup"),
                                     ("header", whole[:9] + b"\x09" + whole[10:], "lookup"), ("flipped", bytes(flipped), "verify")):
            path = self.place / name
            path.write_bytes(content)
            code, out, err = almon(words, path)
            self.assertEqual(code, 3, name)
            self.assertIn("operators.", err, name)
        self.assertEqual(almon("lookup", self.place / "none", "112")[0], 3)

    def test_info_and_diff_count_numbers(self):
        self.example()
        info = json.loads(almon("info", "--json", self.snapshot)[1])
        self.assertEqual(info["numbers"], sum(b["numbers"] for b in info["brands"]))
        diff = json.loads(almon("diff", "--json", self.snapshot, self.snapshot)[1])
        self.assertEqual((diff["unchanged"], diff["moved"], diff["transfers"]), (info["numbers"], 0, []))

    def test_the_same_time_gives_the_same_bytes(self):
        good = self.register(HEADER + GOOD)
        for name in ("a", "b"):
            almon("build", "--at", "2026-11-22T00:00:00Z", "-o", self.place / name, good)
        self.assertEqual((self.place / "a").read_bytes(), (self.place / "b").read_bytes())

    def test_misuse_is_told(self):
        self.assertEqual(almon()[0], 2)
        self.assertEqual(almon("build", "x.csv")[0], 2)
        self.assertEqual(almon("apply", "x")[0], 2, "what is not built is not offered")
        self.assertEqual(almon("build", "--at", "soon", "-o", self.snapshot, self.register(HEADER + GOOD))[0], 2)

    def test_a_closed_output_is_reported(self):
        self.example()
        with open("/dev/full", "wb") as full:
            done = subprocess.run([ALMON, "operators", "info", self.snapshot], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 3)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
