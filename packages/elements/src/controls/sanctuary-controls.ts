import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { Attempts } from '../base/attempts.ts'
import { define } from '../base/define.ts'
import { DialogController } from '../base/dialog.ts'
import type { Icon } from '../base/draw-icon.ts'
import { audioLinesIcon, headphonesIcon, micIcon, micOffIcon, refreshCwIcon } from '../base/icons.ts'
import { ellipsisIcon, handIcon, logOutIcon } from '../base/live-icons.ts'
import { RoomElement } from '../base/room-element.ts'
import { RovingFocus } from '../base/roving-focus.ts'
import { base } from '../base/styles/base.styles.ts'
import { fields } from '../base/styles/fields.styles.ts'
import { overlays } from '../base/styles/overlays.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { voice } from '../base/styles/voice.styles.ts'
import { noticeTexts } from '../notices/notice-texts.ts'
import { SpeakingController } from '../people/speaking-controller.ts'
import { OwnVoiceAnnouncer } from '../voice/own-voice-announcer.ts'
import { nameSeal, sealClass, sealContent, sealState } from '../voice/seal.ts'
import { VoiceStopAnnouncer } from '../voice/voice-stop-announcer.ts'
import { VoiceOpenEvent } from './control-events.ts'
import { controlTexts } from './control-texts.ts'
import { LeaveDialog } from './leave-dialog.ts'
import { type MicrophoneKind, viewMicrophone } from './microphone-view.ts'
import { MoreMenu } from './more-menu.ts'
import { styles } from './sanctuary-controls.styles.ts'
import { TalkController } from './talk-controller.ts'

const icons: Partial<Record<MicrophoneKind, Icon>> = {
  on: micIcon,
  starting: micIcon,
  idle: headphonesIcon,
  blocked: headphonesIcon,
  elsewhere: headphonesIcon,
  listening: headphonesIcon,
  connecting: headphonesIcon,
  failed: refreshCwIcon,
}

/**
 * One's own controls in a room, as one toolbar: microphone with the seal of the disguise, hand, voice, more, leave.
 * It shows only what the person may do. M switches the microphone, Space speaks while held.
 *
 * @slot extra - further buttons, before "More"
 * @csspart dock - the bar
 * @csspart mic - the microphone's button
 * @csspart seal - the sign of the disguise
 * @csspart tool - any other button
 * @csspart leave - the button that leaves
 * @csspart menu - the menu "More"
 * @csspart dialog - what the buttons open
 * @fires {VoiceOpenEvent} sanctuary-voice-open - somebody wants to see their voice; prevented, no dialog opens
 * @fires {RoomLeaveEvent} sanctuary-room-leave - this person left by choice
 */
export class SanctuaryControls extends RoomElement {
  static override styles = [base, surfaces, fields, voice, overlays, styles]

  private readonly text = this.texts(controlTexts)
  private readonly me = this.store((room) => room.participants.$me)
  private readonly place = this.store((room) => room.hands.$place)
  private readonly notices = this.store((room) => room.hosts.$notices)
  private readonly service = this.store((room) => room.audio.$service)
  private readonly sound = this.store((room) => room.audio.$sound)
  private readonly microphone = this.store((room) => room.audio.$microphone)
  private readonly disguise = this.store((room) => room.audio.$disguise)
  private readonly preferences = this.store((room) => room.audio.$preferences)
  private readonly voiceInUse = this.store((room) => room.audio.$voice)
  private readonly attempts = new Attempts(this)
  private readonly parts = { host: this, attempts: this.attempts, room: () => this.here, me: () => this.me.value }
  private readonly leave = new LeaveDialog(this.parts)
  private readonly voice = new DialogController(this)
  private readonly more = new MoreMenu({
    ...this.parts,
    leave: this.leave,
    voiceIsHidden: () => this.renderRoot.querySelector<HTMLElement>('.tool.voice')?.offsetParent === null,
    openVoice: () => void this.openVoice(),
    shortcuts: { get: () => !this.quietKeys, set: (on) => (this.quietKeys = !on) },
    holdsToTalk: () => this.holdsToTalk,
  })
  private readonly roving = new RovingFocus(this, { items: () => this.buttons() })
  private readonly talk = new TalkController(this, {
    hasKeys: () => !this.quietKeys && this.view?.act !== undefined && this.me.value?.role !== 'listener',
    hasButton: () => this.holds,
    toggle: () => this.press(),
    push: (held) => this.here?.audio.pushToTalk(held),
  })
  private saidKind: MicrophoneKind | undefined

  /** Leaves the keys M and Space to the page. */
  @property({ type: Boolean, attribute: 'quiet-keys' }) quietKeys = false

  /** The microphone's button speaks while it is held, instead of switching, unless a person has chosen otherwise on this device. */
  @property({ type: Boolean, attribute: 'hold-to-talk' }) holdToTalk = false

  constructor() {
    super()
    new OwnVoiceAnnouncer(this, () => this.here)
    new VoiceStopAnnouncer(this, () => (this.maySpeak ? this.here?.audio : undefined))
    new SpeakingController(this, () => this.here)
  }

  protected override updated(): void {
    this.sayMuted()
    const { kind } = this.view ?? {}
    if (kind === this.saidKind) return
    const before = this.saidKind
    this.saidKind = kind
    if (before && (kind === 'on' || (kind === 'off' && before === 'on')))
      this.announce(`microphone:${performance.now()}`, this.text(`mic-said-${kind}`))
  }

  /** The word of it comes with every mute by a host; `<room-notices>`, where it is shown, says the same under the same name. */
  private sayMuted(): void {
    const muted = this.notices.value?.find((notice) => notice.kind === 'muted')
    if (muted) this.announce(`notice:muted:${muted.at}`, this.words.text(noticeTexts, 'notice-muted'), 'assertive')
  }

  override render() {
    if (!this.view) return nothing
    return html`${this.attempts.render()}
      <div class="dock" part="dock" role="toolbar" aria-label=${this.text('controls-label')} @keydown=${this.roving.keydown} @focusin=${this.roving.focusin}>
        ${this.micGroup()}${this.hand()}
        ${this.maySpeak ? html`<span class="sep"></span>${this.tool('voice', 'controls-voice', audioLinesIcon, this.openVoice)}` : nothing}
        <slot name="extra"></slot>
        <button class="tool" part="tool" aria-haspopup="menu" aria-expanded=${String(this.more.isOpen)} @click=${(event: Event) => this.more.open(event)}>${ellipsisIcon}<span class="word">${this.text('controls-more')}</span></button>
        <span class="sep"></span>
        ${this.tool('leave', 'controls-leave', logOutIcon, () => this.leave.open())}
      </div>
      ${this.more.render()}${this.leave.render()}${this.voice.render()}`
  }

  private micGroup(): TemplateResult {
    const { kind, act } = this.view ?? { kind: 'absent' }
    const { holds } = this
    const name = holds ? (`mic-hold-${kind === 'on' ? 'on' : 'off'}` as const) : (`mic-${kind}-act` as const)
    const { down, release, menu } = this.talk
    return html`<div class="micgroup">
      <button class="mic ${kind} ${holds ? 'holds' : ''}" part="mic" data-person=${this.me.value?.id ?? nothing} aria-pressed=${kind === 'on' || kind === 'off' || kind === 'asked' ? String(kind === 'on') : nothing}
        aria-disabled=${act ? nothing : 'true'} aria-label=${this.text(name)}
        @click=${this.press} @pointerdown=${down} @pointerup=${release} @pointercancel=${release} @lostpointercapture=${release} @contextmenu=${menu}>${icons[kind] ?? micOffIcon}</button>
      <span class="said"><span class="words" aria-hidden="true">${this.text(holds && kind !== 'on' ? 'mic-hold' : `mic-${kind}`)}</span>${this.maySpeak ? this.seal() : nothing}</span>
    </div>`
  }

  private seal(): TemplateResult {
    const voice = this.voiceInUse.value ?? { mode: 'veil' }
    const state = sealState(this.disguise.value, voice)
    return html`<button class=${sealClass[state]} part="seal" aria-label=${nameSeal(this.words, state, voice)} @click=${this.openVoice}>${sealContent(this.words, state, voice)}</button>`
  }

  private hand(): TemplateResult {
    const place = this.place.value
    return html`<button class="tool" part="tool" aria-pressed=${String(place !== undefined)} @click=${this.toggleHand}>${handIcon}<span class="word">${this.text('controls-hand')}</span>${
      place === undefined
        ? nothing
        : html`<span class="count"><span aria-hidden="true">${place}</span><span class="sr">${this.text('controls-hand-place', { place })}</span></span>`
    }</button>`
  }

  private tool(name: string, label: 'controls-voice' | 'controls-leave', icon: Icon, act: () => void): TemplateResult {
    return html`<button class="tool ${name}" part="tool ${name}" @click=${act}>${icon}<span class="word">${this.text(label)}</span></button>`
  }

  /** Undefined until the person is inside. */
  private get view(): ReturnType<typeof viewMicrophone> | undefined {
    const room = this.here
    const me = this.me.value
    if (!room || !me) return undefined
    const asked = this.notices.value?.some((notice) => notice.kind === 'unmuteAsked') ?? false
    const sound = this.sound.value ?? { state: 'idle' }
    const microphone = this.microphone.value ?? { state: 'off' }
    return viewMicrophone({ offered: room.has('audio'), service: this.service.value, sound, microphone, me, asked })
  }

  private get maySpeak(): boolean {
    return this.me.value?.role !== 'listener' && (this.here?.has('audio') ?? false)
  }

  private buttons(): HTMLElement[] {
    const own = [...this.renderRoot.querySelectorAll<HTMLElement>('.mic, .seal, .tool')].filter((button) => button.offsetParent !== null)
    const extra = this.renderRoot.querySelector('slot')?.assignedElements() ?? []
    own.splice(-2, 0, ...extra.filter((element) => element instanceof HTMLElement))
    return own
  }

  private get holdsToTalk(): boolean {
    return this.preferences.value?.holdToTalk ?? this.holdToTalk
  }

  /** Whether holding the button speaks: it is meant to, one is there, and nothing has to be put right first. */
  private get holds(): boolean {
    if (!this.holdsToTalk) return false
    const kind = this.view?.kind
    return kind === 'on' || kind === 'off' || kind === 'asked' || kind === 'starting'
  }

  private readonly press = (event?: MouseEvent): void => {
    if (event && this.talk.ends(event)) return
    const audio = this.here?.audio
    const act = this.view?.act
    if (audio && act) void this.attempts.run(`mic:${act}`, async () => audio[act]())
  }

  private readonly toggleHand = (): void => {
    const raised = this.place.value !== undefined
    void this.attempts.run('hand', async () => (raised ? this.here?.hands.lower() : this.here?.hands.raise()))
  }

  private readonly openVoice = async (): Promise<void> => {
    if (!this.emit(new VoiceOpenEvent())) return
    await import('../voice/voice-panel.ts')
    await this.voice.open(
      this.text('controls-voice'),
      () => html`<voice-panel .room=${this.here} @sanctuary-chat-open=${() => this.voice.leave()}></voice-panel>
      <div class="acts"><button class="btn primary" @click=${() => this.voice.close()}>${this.text('dialog-close')}</button></div>`,
    )
    this.renderRoot.querySelector('voice-panel')?.focus()
  }
}

define('sanctuary-controls', SanctuaryControls)

declare global {
  interface HTMLElementTagNameMap {
    'sanctuary-controls': SanctuaryControls
  }
}
