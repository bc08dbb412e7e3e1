export async function checkContract() {
  return { ok: false, output: 'not yet' }
}
