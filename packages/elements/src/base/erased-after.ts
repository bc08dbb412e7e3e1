/** Minutes as the largest whole unit people say: 120 is 2 hours. */
export function erasedAfter(minutes: number): { unit: 'at-end' | 'minutes' | 'hours' | 'days'; count: number } {
  if (minutes === 0) return { unit: 'at-end', count: 0 }
  if (minutes % 1440 === 0) return { unit: 'days', count: minutes / 1440 }
  if (minutes % 60 === 0) return { unit: 'hours', count: minutes / 60 }
  return { unit: 'minutes', count: minutes }
}
