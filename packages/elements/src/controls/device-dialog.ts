import type { SoundDevice, SoundPreferences } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import type { ReadableAtom } from 'nanostores'
import { DialogController } from '../base/dialog.ts'
import { chevronDownIcon, micOffIcon } from '../base/icons.ts'
import { StoreController } from '../base/store-controller.ts'
import { type Circumstances, findMicrophoneFault } from '../status/fault.ts'
import { statusTexts } from '../status/status-texts.ts'
import { controlTexts } from './control-texts.ts'
import type { ControlParts } from './dialog-parts.ts'

interface Options extends ControlParts {
  /** Whether the microphone's button speaks only while it is held. */
  readonly holdsToTalk: () => boolean
}

/** The microphone one speaks through, the speaker one hears from, and how this device treats sound. */
export class DeviceDialog {
  private readonly parts: Options
  private readonly dialog: DialogController
  private readonly devices: StoreController<readonly SoundDevice[]>
  private readonly outputs: StoreController<readonly SoundDevice[]>
  private readonly output: StoreController<string | undefined>
  private readonly preferences: StoreController<SoundPreferences>
  private readonly microphone: StoreController<Circumstances['microphone']>

  constructor(parts: Options) {
    const watch = <T>(pick: (audio: NonNullable<ReturnType<ControlParts['room']>>['audio']) => ReadableAtom<T>) =>
      new StoreController<T>(parts.host, () => {
        const audio = parts.room()?.audio
        return audio && pick(audio)
      })
    this.parts = parts
    this.dialog = new DialogController(parts.host)
    this.devices = watch((audio) => audio.$devices)
    this.outputs = watch((audio) => audio.$outputs)
    this.output = watch((audio) => audio.$output)
    this.preferences = watch((audio) => audio.$preferences)
    this.microphone = watch((audio) => audio.$microphone)
  }

  open(): void {
    void this.dialog.open(this.say('device-title'), this.form)
  }

  render() {
    return this.dialog.render()
  }

  private readonly form = (): TemplateResult => {
    const devices = this.devices.value ?? []
    const outputs = this.outputs.value ?? []
    return html`<div class="stack">${this.fault()}
    ${
      devices.length
        ? this.choice('device-choose', devices, this.microphone.value?.deviceId ?? '', this.chooseMicrophone)
        : html`<p>${this.say('device-none')}</p>`
    }
    ${outputs.length ? this.choice('device-output', outputs, this.output.value ?? '', this.chooseOutput) : nothing}
    ${this.parts.attempts.render()}
    ${this.switch('noise', this.preferences.value?.noiseSuppression ?? true, (noiseSuppression) => this.prefer({ noiseSuppression }))}
    ${this.switch('silence', this.preferences.value?.autoSilence ?? false, (autoSilence) => this.prefer({ autoSilence }))}
    ${this.switch('hold', this.parts.holdsToTalk(), (holdToTalk) => this.prefer({ holdToTalk }))}</div>
    <div class="acts"><button class="btn primary" @click=${() => this.dialog.close()}>${this.say('dialog-close')}</button></div>`
  }

  /** Why nobody hears them, and what to do about it. */
  private fault(): TemplateResult | typeof nothing {
    const fault = this.microphone.value && findMicrophoneFault(this.microphone.value)
    if (!fault) return nothing
    const say = (key: keyof typeof statusTexts) => this.parts.host.words.text(statusTexts, key)
    return html`<div class="notice n-caution">${micOffIcon}<p class="strong">${say(`fault-${fault.kind}`)}</p><p>${fault.said ?? say(`fault-${fault.kind}-what`)}</p></div>`
  }

  private choice(
    label: 'device-choose' | 'device-output',
    devices: readonly SoundDevice[],
    chosen: string,
    choose: (field: HTMLSelectElement) => void,
  ): TemplateResult {
    const listener = (event: Event) => choose(event.target as HTMLSelectElement) // it sits on the select
    return html`<label class="field"><span class="label">${this.say(label)}</span><span class="select"><select class="input" @change=${listener}>
        <option value="" ?selected=${chosen === ''}>${this.say('device-default')}</option>
        ${devices.map((device, index) => html`<option value=${device.deviceId} ?selected=${device.deviceId === chosen}>${device.label || this.say('device-number', { number: index + 1 })}</option>`)}
      </select>${chevronDownIcon}</span></label>`
  }

  private switch(name: 'noise' | 'silence' | 'hold', isOn: boolean, set: (on: boolean) => void): TemplateResult {
    const listener = (event: Event) => set((event.target as HTMLInputElement).checked) // it sits on the box
    return html`<label class="switch"><input type="checkbox" role="switch" .checked=${isOn} aria-describedby="${name}-what" @change=${listener}
      ><span><span class="strong">${this.say(`device-${name}`)}</span><span class="block t-xs muted" id="${name}-what">${this.say(`device-${name}-what`)}</span></span></label>`
  }

  private readonly chooseMicrophone = async (field: HTMLSelectElement): Promise<void> => {
    const { value } = field
    if (await this.parts.attempts.run('device', async () => this.parts.room()?.audio.setDevice(value || undefined))) return
    field.value = this.microphone.value?.deviceId ?? ''
  }

  private readonly chooseOutput = async (field: HTMLSelectElement): Promise<void> => {
    const { value } = field
    if (await this.parts.attempts.run('output', async () => this.parts.room()?.audio.setOutput(value || undefined))) return
    field.value = this.output.value ?? ''
  }

  private prefer(change: Partial<SoundPreferences>): void {
    void this.parts.attempts.run('preferences', async () => this.parts.room()?.audio.setPreferences(change))
  }

  private say(key: keyof typeof controlTexts, args?: { number: number }): string {
    return this.parts.host.words.text(controlTexts, key, args)
  }
}
