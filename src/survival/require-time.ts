import { requireNumber } from './require-number.ts'

export function requireTime(caller: string, time: number): void {
  requireNumber(caller, time, time >= 0 && time < Infinity, 'a finite time >= 0')
}
