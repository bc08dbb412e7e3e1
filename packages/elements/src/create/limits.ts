/** What the contract allows, for fields that count along. `limits.test.ts` compares them with its schemas, which no page loads. */
export const limits = {
  topic: 120,
  description: 2000,
  rule: 300,
  rules: 20,
  tag: 32,
  tags: 8,
  emoji: 16,
  capacity: { least: 2, most: 200 },
} as const
