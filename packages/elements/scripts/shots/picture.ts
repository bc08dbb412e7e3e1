/** A picture: which element, in which scene and looks. */
export interface Picture {
  readonly name: string
  readonly tag: string
  readonly scene?: string
  readonly error?: string
  readonly theme: string
  readonly dir: string
  readonly width: number
  readonly height: number
  readonly colors?: 'forced'
  readonly fill?: Readonly<Record<string, string>>
  readonly press?: readonly string[]
}
