#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes texts with phone numbers in them and what phonenumbers' matcher (leniency VALID) finds there.

Fields, separated by tabs: home region, text (escaped as numbering.py does), then `begin-end:+E164` for each number,
in bytes of UTF-8, separated by spaces. Left out, because almon differs on purpose (docs/falsehoods.md): homes that dial
810 abroad, and other scripts' digits, whose extensions almon normalises.
"""
import argparse
import random

import phonenumbers

import numbering as oracle

WORDS = ['call me', 'тел.', '(', ')', 'tel:', '3/10/2026', '2026-01-02 08:00', '211-227 (2003)', '$', '%', '€', 'a', 'x',
         'ext. 5', 'доб. 12', '#', '-', '–', ' - ', '/', '.', '..', ',', '; ', '\n', 'price 12345', 'ИНН 7701234567', '№',
         '+', '++', '[', ']', 'é', '  ', '\t', '12/11', 'x123', '/x55', 'и', 'EUR', 'xx', 'at', ':30', '20261121 12',
         '1979-2011100', '…', '，']
BETWEEN = ['', ' ', ', ', ' / ', '. ', '/', '-', ' - ', ' – ']


def dials_810(region):
    data = phonenumbers.PhoneMetadata.metadata_for_region(region)
    return data is not None and data.international_prefix == '810'


def text_of(rng, drawn):
    home, parts = 'US', []
    for _ in range(rng.randint(1, 4)):
        for _ in range(rng.randint(0, 3)):
            parts += [rng.choice(WORDS), rng.choice(['', ' '])]
        code, national, region = rng.choice(drawn)
        home, number = oracle.spell(code, oracle.mutate(national, rng), region, rng)
        parts += [oracle.decorate(number, rng) if rng.random() < 0.6 else number, rng.choice(BETWEEN)]
    return ('US' if dials_810(home) else home), ''.join(parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--count', type=int, default=1000)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    oracle.SCRIPTS = ['0123456789']
    rng = random.Random(options.seed)
    drawn = oracle.examples()
    print(f'# phonenumbers {phonenumbers.__version__}, seed {options.seed}, {options.count} rows')
    for _ in range(options.count):
        home, text = text_of(rng, drawn)
        found = []
        for match in phonenumbers.PhoneNumberMatcher(text, home):
            begin, end = len(text[:match.start].encode()), len(text[:match.end].encode())
            e164 = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            found.append(f'{begin}-{end}:{e164}')
        print(f'{home}\t{oracle.escape(text)}\t{" ".join(found)}')


if __name__ == '__main__':
    main()
