const run = 'globalThis.pwned=1'

const tags = [
  `<script>${run}</script>`,
  `<img src=x onerror="${run}">`,
  `<svg onload="${run}">`,
  `<svg><script>${run}</script></svg>`,
  `<iframe srcdoc="<script>parent.${run}</script>"></iframe>`,
  `<iframe src="javascript:${run}"></iframe>`,
  `<body onload=${run}>`,
  `<details open ontoggle="${run}">`,
  `<video><source onerror="${run}"></video>`,
  `<input autofocus onfocus="${run}">`,
  `<math><mi xlink:href="javascript:${run}">x</mi></math>`,
  `<a href="javascript:${run}">press</a>`,
  `<form action="javascript:${run}"><button>press</button></form>`,
  `<object data="javascript:${run}"></object>`,
  `<embed src="javascript:${run}">`,
  `<link rel=stylesheet href="//evil.example/x.css">`,
  `<style>@import '//evil.example/x.css'</style>`,
  `<meta http-equiv=refresh content="0;url=javascript:${run}">`,
  `<base href="//evil.example/">`,
  `<template><script>${run}</script></template>`,
]

const addresses = [
  `javascript:${run}`,
  `JaVaScRiPt:${run}`,
  `java\tscript:${run}`,
  `javascript://example.com/%0a${run}`,
  `data:text/html,<script>${run}</script>`,
  `vbscript:${run}`,
  `https://example.com/"onmouseover="${run}`,
  `https://example.com/'><script>${run}</script>`,
  `https://example.com/\u202efdp.exe`,
  'https://bank.example@evil.example/',
]

const templates = [
  '{{constructor}}',
  '$' + '{7*7}',
  '<%= 7 %>',
  '{ $name }',
  '\u0000{',
  '#{7*7}',
  '[[7*7]]',
  '__proto__',
  'constructor',
  '-- { $count ->',
]

const writing = [
  'مرحبا بكم في الدائرة',
  'שלום לכולם',
  'العربية then English ثم العربية 123',
  '\u202Eright to left override',
  '\u2066isolated\u2069 \u202a embedded \u202c',
  '👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!',
  '漢字かな交じり文',
  'நிமிர்ந்த நன்னடை',
  'ffi ﷽ ㍿ ①',
  '\u200b\u200bzero width\u200b',
  'a\u0300\u0301\u0302\u0303',
  'x\ufeffy\u00ad\u034fz',
  '\u{1f600}'.repeat(40),
  'ß ſ İ ı ǆ',
  '\ud83d\udc69\u200d\ud83d\ude80 \u{1f1e6}\u{1f1e8}',
  'Ω≈ç√∫˜µ≤≥÷',
  'ถ้าคุณต้องการ',
  '&lt;script&gt; &amp; &#39;',
  "' OR 1=1 --",
  '"quotes" and `ticks`',
  'tab\tand\nnew line\r\nreturn',
  '<!-- comment --> <![CDATA[x]]>',
  '\\u003cscript\\u003e',
]

const long = [
  'W'.repeat(400),
  'https://example.com/'.concat('a'.repeat(300)),
  'لا'.repeat(200),
  '👍'.repeat(120),
  `${'a-'.repeat(200)}b`,
  '<'.repeat(300),
]

const plainly = [...tags, ...addresses, ...templates, ...writing, ...long]

/** Texts that would run, break out, turn round or push apart what shows them, were they anything but text. At least 200. */
export const hostileTexts: readonly string[] = [
  ...plainly,
  ...tags.map((text) => `"'>${text}`),
  ...tags.map((text) => text.toUpperCase()),
  ...tags.map((text) => `hello ${text} goodbye`),
  ...tags.map((text) => `</bdi></p></div>${text}`),
  ...tags.map((text) => text.replaceAll('<', '\uff1c')),
  ...addresses.map((text) => `see ${text} now`),
  ...writing.map((text) => `https://example.com/${text}`),
]
