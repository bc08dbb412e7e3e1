import type { BenchContext, Row } from '../row.ts'
export async function firstSound(_c: BenchContext): Promise<Row[]> {
  return []
}
