"""almon number at the shell: what a number is, when it may be called, numbers in text, what a trunk does to numbers."""
import gzip
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ALMON, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
MASTER = '"","{caller}","{did}","from-trunk","""{caller}"" <{caller}>","PJSIP/{trunk}-{n:08x}","PJSIP/101-{n:08x}","Queue",' \
         '"500","2026-11-22 10:00:{n:02d}","2026-11-22 10:00:{n:02d}","2026-11-22 10:01:{n:02d}",60,60,"ANSWERED",' \
         '"DOCUMENTATION","1795296{n:03d}.1",""\n'


def almon(*words, stdin=""):
    done = subprocess.run([ALMON, "number", *map(str, words)], input=stdin.encode(), capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def asked(*words, stdin=""):
    code, out, _ = almon("--json", *words, stdin=stdin)
    return code, [json.loads(line) for line in out.splitlines()]


class Number(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.place = pathlib.Path(folder.name)

    def test_lines_in_lines_out(self):
        code, rows = asked(stdin="8 (916) 123-45-67\nhello\n+44 20 7946 0958\n")
        self.assertEqual(code, 1, "one line was no number")
        self.assertEqual([r.get("e164") for r in rows], ["+79161234567", None, "+442079460958"])
        self.assertEqual(rows[1]["error"]["code"], "numbering.no_digits")
        self.assertEqual(rows[2]["zones"], ["Europe/London"])

    def test_calling_hours_hold_in_all_zones(self):
        noon = ["--at", "2026-11-23T12:00:00+03:00", "--calling-hours", "09:00-21:00"]
        _, rows = asked(*noon, "+74951234567", "+79161234567")
        self.assertEqual([r["safe_to_call"] for r in rows], [True, False])
        self.assertEqual(almon("--calling-hours", "9 to 5", "112")[0], 2)

    def test_the_register_knows_the_zone_better_than_the_plan(self):
        for name in ("office.toml", "clients.csv"):
            shutil.copy(SOURCE / "examples/office" / name, self.place)
        subprocess.run([ALMON, "operators", "build", "-o", self.place / "operators.almon",
                        SOURCE / "examples/office/register.csv"], check=True, capture_output=True)
        _, rows = asked("--office", self.place / "office.toml", "+79161234567")
        self.assertEqual(rows[0]["zones"], ["Europe/Moscow"])
        self.assertGreater(len(asked("+79161234567")[1][0]["zones"]), 10)

    def diagnosed(self, *words, stdin=""):
        code, out, err = almon("diagnose", "--json", *words, stdin=stdin)
        return code, json.loads(out)

    def test_the_provider_that_cuts_the_country_code(self):
        records = self.place / "Master.csv"
        with records.open("w") as out:
            for n in range(40):
                out.write(MASTER.format(caller=f"916{1230000 + n * 17:07d}", did="74951234567", trunk="mango", n=n))
            for n in range(40, 50):
                out.write(MASTER.format(caller=f"+7903{1230000 + n * 17:07d}", did="74951234567", trunk="mtt", n=n))
        code, told = self.diagnosed("--trunk", "PJSIP/mango", records)
        self.assertEqual(code, 0)
        self.assertEqual(told["finding"], "the provider cuts +7 from every caller: only the national number is left")
        self.assertEqual((told["home"], told["writes"], told["numbers"], told["confidence"]), ("RU", "ten-digit", 40, 1))
        self.assertIn('writes = "ten-digit"', told["office_lines"])
        code, told = self.diagnosed("--trunk", "mtt", records)
        self.assertEqual((told["writes"], told["numbers"]), ("plus", 10))
        code, told = self.diagnosed(records)
        self.assertEqual((told["writes"], len(told["exceptions"])), ("ten-digit", 10))
        self.assertNotIn("9031230", json.dumps(told["exceptions"]))
        packed = self.place / "Master.csv.1.gz"
        packed.write_bytes(gzip.compress(records.read_bytes()))
        self.assertEqual(self.diagnosed(packed), (0, told))
        self.assertEqual(almon("diagnose", self.place / "none"), (3, "", f"almon: {self.place}/none: core.not_found: there is no such file or folder\n"))
        code, out, err = almon("diagnose", stdin="BZh, and no bzip2")
        self.assertEqual((code, out, err[:10]), (1, "", "almon: -: "))

    def test_region_and_area_are_inferred(self):
        code, told = self.diagnosed(stdin="1234567\n7654321\n2345678\n3456789\n84951112233\n84951112244\n89161234567\n")
        self.assertEqual((told["home"], told["area"], told["writes"]), ("RU", "495", "local"))
        self.assertEqual(told["area_guess"]["supporters"], 2)
        self.assertEqual(self.diagnosed("--home", "KZ", stdin="87012345678\n")[1]["home_guess"]["inferred"], False)
        code, told = self.diagnosed(stdin="hello\n101\n")
        self.assertEqual((code, told["numbers"]), (1, 0))

    def test_find_gives_byte_offsets(self):
        code, out, _ = almon("find", "--json", "звоните 8 495 123-45-67!")
        self.assertEqual(json.loads(out)["numbers"],
                         [{"start": 15, "end": 30, "text": "8 495 123-45-67", "e164": "+74951234567"}])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
