// SPDX-License-Identifier: BSL-1.0
// Times libphonenumber-js (full metadata) on the questions of FILE; see script_peers.cpp.
const fs = require('fs')
const { parsePhoneNumberFromString } = require('libphonenumber-js/max')

const kinds = { VOICEMAIL: 'voicemail' }
const kindOf = (type) => (type === undefined ? 'unknown' : kinds[type] ?? type.toLowerCase())
const answer = (text, home) => {
  const number = parsePhoneNumberFromString(text, home || undefined)
  if (number === undefined) return '0\tunknown\t'
  return `${number.isValid() ? 1 : 0}\t${kindOf(number.getType())}\t${number.country ?? '001'}`
}

const questions = fs.readFileSync(process.argv[2], 'utf8').trimEnd().split('\n').map((line) => {
  const [text, home, ...expected] = line.split('\t')
  return { text, home, expected: expected.join('\t') }
})
const different = questions.filter((q) => answer(q.text, q.home) !== q.expected).length
const rounds = [0, 1, 2].map(() => {
  const begin = process.cpuUsage()
  for (const q of questions) answer(q.text, q.home)
  const took = process.cpuUsage(begin)
  return ((took.user + took.system) * 1000) / questions.length
})
const version = require('libphonenumber-js/package.json').version
console.log('libphonenumber-js', version, rounds.sort((a, b) => a - b)[1], different, 'its-own')
