# SPDX-License-Identifier: BSL-1.0
"""What the installed `phonenumbers` package knows, in the shape that the tables want."""
import collections
import re

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, phonenumberutil

# The order of number_type in include/almon/numbering/plan.hpp.
TYPES = ['unknown', 'fixed_line', 'mobile', 'fixed_line_or_mobile', 'toll_free', 'premium_rate', 'shared_cost', 'voip',
         'personal_number', 'pager', 'uan', 'voicemail']
# The order in which libphonenumber asks, before the two that may be one.
SPECIAL = ['premium_rate', 'toll_free', 'shared_cost', 'voip', 'personal_number', 'pager', 'uan', 'voicemail']
COPY, SKIP = '\x01', '\x02'

Region = collections.namedtuple('Region', 'code country bit data')


def countries():
    """(country code, its regions in libphonenumber's order, the main one first), by code."""
    for code, names in sorted(COUNTRY_CODE_TO_REGION_CODE.items()):
        yield code, [Region(name, code, bit, PhoneMetadata.metadata_for_region_or_calling_code(code, name))
                     for bit, name in enumerate(names)]


def number_patterns(regions):
    """Every pattern of a country code with its tag: ('general' or a type, region) or ('leading', region)."""
    for region in regions:
        yield region.data.general_desc.national_number_pattern, ('general_desc', region.code)
        for name in SPECIAL + ['fixed_line', 'mobile']:
            description = getattr(region.data, name)
            if description and description.national_number_pattern:
                yield description.national_number_pattern, (name, region.code)
        if region.data.leading_digits:
            yield f'(?:{region.data.leading_digits})[0-9]*', ('leading', region.code)


def type_of(tags, length, region):
    """The type as `_number_type_helper` finds it, given the patterns that matched."""
    def fits(name):
        lengths = getattr(region.data, name).possible_length if getattr(region.data, name) else ()
        return (name, region.code) in tags and (not lengths or length in lengths)

    if not fits('general_desc'):
        return 'unknown'
    for name in SPECIAL:
        if fits(name):
            return name
    same = region.data.same_mobile_and_fixed_line_pattern
    if fits('fixed_line'):
        return 'fixed_line_or_mobile' if same or fits('mobile') else 'fixed_line'
    return 'mobile' if not same and fits('mobile') else 'unknown'


def number_answer(tags, length, regions):
    """(region or None, type, mask of the regions whose general pattern fits) for the patterns that matched."""
    found = None
    for region in regions:
        if len(regions) > 1 and region.data.leading_digits:
            if ('leading', region.code) in tags:
                found = region
                break
        elif len(regions) == 1 or type_of(tags, length, region) != 'unknown':
            found = region
            break
    kind = type_of(tags, length, found) if found else 'unknown'
    if len(regions) == 1 and kind == 'unknown':
        found = None  # said by the country, not by the digits
    general = sum(1 << r.bit for r in regions if ('general_desc', r.code) in tags)
    return found.code if found else None, kind, general


def format_patterns(region):
    """Every format's patterns with tags ('format' or 'leading', 'number' or 'intl', index)."""
    for which, formats in _formats(region):
        for index, item in enumerate(formats):
            yield item.pattern, ('format', which, index)
            if item.leading_digits_pattern:
                yield f'(?:{item.leading_digits_pattern[-1]})[0-9]*', ('leading', which, index)


def format_answer(tags, length, region):
    """(national, international, RFC 3966 template, whether the national prefix must be written), none without formats."""
    chosen = {}
    for which, formats in _formats(region):
        for index, item in enumerate(formats):
            if ('format', which, index) in tags and \
                    (not item.leading_digits_pattern or ('leading', which, index) in tags):
                chosen[which] = item
                break
    national = chosen.get('number')
    international = chosen.get('intl') if region.data.intl_number_format else national
    rule = national.national_prefix_formatting_rule if national else None
    required = bool(rule) and not national.national_prefix_optional_when_formatting and \
        not phonenumberutil._formatting_rule_has_first_group_only(rule)
    international_text = _template(international, length, None)
    separator = phonenumberutil._SEPARATOR_PATTERN
    rfc = separator.sub('-', separator.sub('', international_text, count=1)
                        if separator.match(international_text) else international_text)
    if not national and not international:
        return '', '', '', False
    return _template(national, length, rule), international_text, rfc, required


def _formats(region):
    return ('number', region.data.number_format), ('intl', region.data.intl_number_format)


def _template(item, length, rule):
    """The digits' places in the formatted text: COPY writes the next digit, SKIP drops it, all else stands as it is."""
    if item is None:
        return COPY * length
    text = item.format
    if rule:
        text = re.sub(phonenumberutil._FIRST_GROUP_PATTERN, rule, text, count=1)
    groups = re.fullmatch(item.pattern, '0' * length)  # formats count digits, they do not look at them
    out, done = '', 0
    for part in re.split(r'(\\\d)', text):
        if not re.fullmatch(r'\\\d', part):
            out += part
            continue
        begin, end = groups.span(int(part[1]))
        assert begin >= done, 'a format that reorders digits'
        out += SKIP * (begin - done) + COPY * (end - begin)
        done = end
    return out + SKIP * (length - done)
