#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes phone number texts and what the Python package phonenumbers answers, one a line, to standard output.

    PYTHONPATH=build/deps/phonenumbers python3 tests/oracle/numbering.py --count 1000000 --seed 1

Fields, separated by tabs: home region, text, then either `E` and libphonenumber's error code, or E.164, extension,
possibility, 1 where valid, type, region, national, international, RFC 3966, carrier code. In the text, tab, newline, carriage return
and backslash are escaped. The texts are drawn over all regions: example numbers with digits changed, added and dropped,
random digits, national and international spellings, punctuation, letters, extensions, other scripts' digits, and junk.
"""
import argparse
import random
import re
import sys

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberFormat, PhoneNumberType

POSSIBLE = {0: 'possible', 4: 'local_only', 1: 'invalid_country_code', 2: 'too_short', 5: 'invalid_length', 3: 'too_long'}
TYPES = {getattr(PhoneNumberType, name.upper()): name for name in
         ['fixed_line', 'mobile', 'fixed_line_or_mobile', 'toll_free', 'premium_rate', 'shared_cost', 'voip',
          'personal_number', 'pager', 'uan', 'voicemail', 'unknown']}
REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
DIGITS = '0123456789'
SCRIPTS = ['٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '０１２３４５６７８９', '०१२३४५६७८९']
SEPARATORS = [' ', '-', '.', '/', ' - ', '  ', '\u00a0', '‑', '–', '\u200b', '*', 'x', '~', '\u2060', '－']
LABELS = [' ext. ', 'ext', ' x', 'x', '#', ' доб. ', ' доб.', ';ext=', ',,', ', ', ',', ';', ' extension ', ' int ', ' anexo ',
          ' ｅｘｔ', ' - ', '~', ' xtn:', ' Ext.: ', ' ДОБ ', ' EXTN ', '\t', ' x.']
JUNK = ['Tel: ', 'tel:', 'тел. ', '(', '[', 'call ', 'моб. ', '+', '++', '::', '"', '№ ', '*', '#', 'p: ', 'fax ']
ENDS = ['', ' ', '.', ',', ')', ' (home)', '!', '#', ' и', '\n', ';', '_', 'abc', 'x', '/x22', '/ x303', '\\x1', ';isub=12']


def examples():
    found = []
    for region in REGIONS:
        data = PhoneMetadata.metadata_for_region(region)
        for name in TYPES.values():
            description = getattr(data, name, None)
            if description is not None and description.example_number:
                found.append((data.country_code, description.example_number, region))
    for code in phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS:
        data = PhoneMetadata.metadata_for_nongeo_region(code)
        for name in TYPES.values():
            description = getattr(data, name, None)
            if description is not None and description.example_number:
                found.append((code, description.example_number, 'US'))
    return found


def mutate(digits, rng):
    """Mostly the last digits change, so that most results stay valid."""
    digits = list(digits)
    kind = rng.random()
    if kind < 0.55:
        for i in range(rng.randint(1, max(1, len(digits) - 3)), len(digits)):
            digits[i] = rng.choice(DIGITS)
    elif kind < 0.75:
        for _ in range(rng.randint(1, 3)):
            digits[rng.randrange(len(digits))] = rng.choice(DIGITS)
    elif kind < 0.82:
        digits.insert(rng.randint(0, len(digits)), rng.choice(DIGITS))
    elif kind < 0.89:
        del digits[rng.randrange(len(digits))]
    elif kind < 0.93:
        digits = [rng.choice(DIGITS) for _ in range(rng.randint(1, 19))]
    elif kind < 0.95:
        digits += [rng.choice(DIGITS) for _ in range(rng.randint(1, 8))]
    return ''.join(digits)


def punctuate(text, rng):
    out = ''
    for c in text:
        out += c
        if rng.random() < 0.25:
            out += rng.choice(SEPARATORS[:4] if rng.random() < 0.8 else SEPARATORS)
    if rng.random() < 0.2 and len(out) > 4:
        i = rng.randrange(len(out) - 3)
        out = out[:i] + '(' + out[i:i + 3] + ')' + out[i + 3:]
    return out


def spell(code, national, region, rng):
    """(home, text)"""
    home = region if rng.random() < 0.7 else rng.choice(REGIONS + ['ZZ'])
    kind = rng.random()
    data = PhoneMetadata.metadata_for_region(region)
    prefix = data.national_prefix or '' if data else ''
    if kind < 0.3:
        text = f'+{code}{national}'
    elif kind < 0.4:
        text = f'{code}{national}'
    elif kind < 0.65:
        text = prefix + national
    elif kind < 0.8:
        text = national
    elif kind < 0.9:
        idd = phonenumbers.PhoneMetadata.metadata_for_region(home)
        idd = (idd.preferred_international_prefix or idd.international_prefix or '00').replace('~', '') if idd else '00'
        text = (idd if idd.isdigit() else rng.choice(['00', '011', '810'])) + f'{code}{national}'
    elif kind < 0.95:
        text = f'+{code}{prefix}{national}'
    else:
        number = phonenumbers.PhoneNumber(country_code=code, national_number=int(national or '0'))
        style = rng.choice([PhoneNumberFormat.NATIONAL, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.RFC3966])
        return home, phonenumbers.format_number(number, style)
    return home, text


def decorate(text, rng):
    if rng.random() < 0.5:
        text = punctuate(text, rng)
    if rng.random() < 0.15:
        text += rng.choice(LABELS) + ''.join(rng.choice(DIGITS) for _ in range(rng.randint(1, rng.choice([4, 7, 12, 22]))))
    if rng.random() < 0.04:
        script = rng.choice(SCRIPTS)
        text = ''.join(script[int(c)] if c in DIGITS and rng.random() < 0.9 else c for c in text)
    if rng.random() < 0.04:
        text = ''.join(rng.choice('ABCdefGHIjklMNOpqrsTUVwxyz') if c in DIGITS and rng.random() < 0.4 else c for c in text)
    if rng.random() < 0.06:
        text = rng.choice(JUNK) + text
    if rng.random() < 0.08:
        text += rng.choice(ENDS)
    if rng.random() < 0.02:
        text = f'tel:{text};phone-context=' + rng.choice(['+7', '+44-20', 'example.com', 'a-b.c', '', '+', '1.2', '+1.(5)'])
    if rng.random() < 0.02:
        place = rng.randint(0, len(text))
        text = text[:place] + rng.choice('abc,;#*+xé—١٣?%=&é\u0301ЖУ\t') + text[place:]
    return text


def answer(home, text):
    try:
        number = phonenumbers.parse(text, home)
    except phonenumbers.NumberParseException as e:
        return f'E{e.error_type}'
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    kind = phonenumbers.number_type(number)
    return '\t'.join([
        e164, number.extension or '', POSSIBLE[phonenumbers.is_possible_number_with_reason(number)],
        '1' if phonenumbers.is_valid_number(number) else '0', TYPES[kind],
        phonenumbers.region_code_for_number(number) or '',
        phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL),
        phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
        phonenumbers.format_number(number, PhoneNumberFormat.RFC3966),
        phonenumbers.parse(text, home, keep_raw_input=True).preferred_domestic_carrier_code or ''])


def escape(text):
    return text.replace('\\', '\\\\').replace('\t', '\\t').replace('\n', '\\n').replace('\r', '\\r')


def with_carriers(count, rng):
    """Texts of regions in whose national prefix a carrier is chosen, most of them with one: every 3rd is as it comes."""
    rules = {}
    for region in REGIONS:
        rule = PhoneMetadata.metadata_for_region(region).national_prefix_for_parsing
        if rule and re.compile(rule).groups > 0:
            rules[region] = re.compile(rule)
    drawn = [e for e in examples() if e[2] in rules]
    while count > 0:
        code, national, region = rng.choice(drawn)
        digits = ''.join(rng.choice(DIGITS) for _ in range(rng.randint(1, 5))) + mutate(national, rng)
        found = rules[region].match(digits)
        if not found or (not found.group(1) and rng.random() > 0.02):
            continue
        text = rng.choice([digits, digits, f'+{code}{digits}', ' '.join([digits[:2], digits[2:5], digits[5:]])])
        yield region, text
        count -= 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--count', type=int, default=1000)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--carriers', action='store_true', help='only numbers with a choice of carrier')
    options = parser.parse_args()
    rng = random.Random(options.seed)
    drawn = examples()
    print(f'# phonenumbers {phonenumbers.__version__}, seed {options.seed}, {options.count} rows')
    if options.carriers:
        for home, text in with_carriers(options.count, rng):
            print(f'{home}\t{escape(text)}\t{answer(home, text)}')
        return
    for _ in range(options.count):
        code, national, region = rng.choice(drawn)
        home, text = spell(code, mutate(national, rng), region, rng)
        text = decorate(text, rng)
        print(f'{home}\t{escape(text)}\t{answer(home, text)}')


if __name__ == '__main__':
    sys.exit(main())
