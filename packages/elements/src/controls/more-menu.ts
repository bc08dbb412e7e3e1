import { isStaff } from '@sanctuary/protocol'
import { html, type TemplateResult } from 'lit'
import type { Icon } from '../base/draw-icon.ts'
import { audioLinesIcon, lockIcon, micIcon, micOffIcon } from '../base/icons.ts'
import { handIcon, keyboardIcon, keyIcon, lifeBuoyIcon, powerIcon, userRoundIcon } from '../base/live-icons.ts'
import { MenuController, type MenuItem } from '../base/menu.ts'
import { AskDialog } from './ask-dialog.ts'
import { controlTexts } from './control-texts.ts'
import { DeviceDialog } from './device-dialog.ts'
import type { ControlParts } from './dialog-parts.ts'
import { HostKeyDialog } from './host-key-dialog.ts'
import type { LeaveDialog } from './leave-dialog.ts'

interface Options extends ControlParts {
  readonly leave: LeaveDialog
  /** Whether there is no room for the button "Voice". */
  readonly voiceIsHidden: () => boolean
  readonly openVoice: () => void
  readonly shortcuts: { get(): boolean; set(on: boolean): void }
  /** Whether the microphone's button speaks only while it is held. */
  readonly holdsToTalk: () => boolean
}

/** What is not needed every minute: the microphone's choice, keys, and what hosts do to the room as a whole. */
export class MoreMenu {
  private readonly options: Options
  private readonly menu: MenuController
  private readonly devices: DeviceDialog
  private readonly keys: HostKeyDialog
  private readonly asking: AskDialog

  constructor(options: Options) {
    this.options = options
    this.menu = new MenuController(options.host)
    this.devices = new DeviceDialog(options)
    this.keys = new HostKeyDialog(options)
    this.asking = new AskDialog(options)
  }

  get isOpen(): boolean {
    return this.menu.openedBy !== undefined
  }

  open(event: Event): void {
    void this.menu.open(event.currentTarget as HTMLElement, this.say('more-label'), () => this.items()) // it is a button's listener
  }

  render(): TemplateResult {
    return html`${this.menu.render()}${this.devices.render()}${this.keys.render()}${this.asking.render()}`
  }

  private items(): (MenuItem | false)[] {
    const { shortcuts, leave, voiceIsHidden, openVoice } = this.options
    const room = this.options.room()
    const me = this.options.me()
    if (!room || !me) return []
    const locked = room.$settings.get()?.locked ?? false
    const ownVoices = room.$settings.get()?.undisguised !== 'never'
    const staff = isStaff(me.role)
    const host = me.role === 'host'
    const speaks = room.has('audio') && me.role !== 'listener'
    const act = (name: string, action: () => Promise<unknown>) => () => void this.options.attempts.run(name, action)
    return [
      speaks && this.line('more-microphone', micIcon, () => this.devices.open()),
      speaks && voiceIsHidden() && this.line('controls-voice', audioLinesIcon, openVoice),
      speaks && { ...this.line('more-shortcuts', keyboardIcon, () => shortcuts.set(!shortcuts.get())), checked: shortcuts.get() },
      !staff && this.line('more-ask', lifeBuoyIcon, () => this.asking.open()),
      !host && this.line('more-take-back', keyIcon, () => this.keys.openEnter()),
      staff && {
        ...this.line(
          'more-lock',
          lockIcon,
          act('lock', () => room.settings.lock(!locked)),
        ),
        checked: locked,
      },
      staff &&
        room.has('audio') &&
        this.line(
          'more-mute-all',
          micOffIcon,
          act('muteAll', () => room.hosts.muteAll({})),
        ),
      staff &&
        this.line(
          'more-lower-all',
          handIcon,
          act('lowerAll', () => room.hands.lowerAll()),
        ),
      host &&
        room.has('audio') && {
          ...this.line(
            'more-own-voices',
            userRoundIcon,
            act('ownVoices', () => room.settings.update({ undisguised: ownVoices ? 'never' : 'with-consent' })),
          ),
          checked: ownVoices,
        },
      host && this.line('more-host-key', keyIcon, () => this.keys.openNew()),
      host && { ...this.line('more-end', powerIcon, () => leave.openEnd()), risk: true },
    ]
  }

  private line(label: keyof typeof controlTexts, icon: Icon, act: () => void): MenuItem {
    return { label: this.say(label), icon, act }
  }

  private say(key: keyof typeof controlTexts): string {
    return this.options.host.words.text(controlTexts, key)
  }
}
