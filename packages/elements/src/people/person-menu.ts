import type { ParticipantId, Role } from '@sanctuary/protocol'
import type { Participant, Room } from '@sanctuary/sdk-core'
import { html, type TemplateResult } from 'lit'
import type { Attempts } from '../base/attempts.ts'
import type { Icon } from '../base/draw-icon.ts'
import { headphonesIcon, micIcon, micOffIcon, shieldIcon, userRoundXIcon } from '../base/icons.ts'
import { crownIcon, eyeIcon, eyeOffIcon, handIcon, pencilIcon, userRoundIcon, volumeIcon, volumeOffIcon } from '../base/live-icons.ts'
import { MenuController, type MenuItem } from '../base/menu.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { mayActOn, rolesToGive } from './may.ts'
import { menuTexts } from './menu-texts.ts'
import type { PeopleController } from './people-controller.ts'
import { RemoveDialog } from './remove-dialog.ts'
import { RenameDialog } from './rename-dialog.ts'

interface Options {
  readonly people: PeopleController
  readonly attempts: Attempts
  readonly room: () => Room | undefined
}

const roleLines: Record<Role, { label: keyof typeof menuTexts; icon: Icon }> = {
  host: { label: 'person-to-host', icon: crownIcon },
  moderator: { label: 'person-to-moderator', icon: shieldIcon },
  speaker: { label: 'person-to-speaker', icon: userRoundIcon },
  listener: { label: 'person-to-listener', icon: headphonesIcon },
}

/** What one may do about a person, and nothing else: for oneself, for everyone as a listener, more as staff. */
export class PersonMenu {
  private readonly host: SanctuaryElement
  private readonly options: Options
  private readonly menu: MenuController
  private readonly removing: RemoveDialog
  private readonly renaming: RenameDialog
  private subject: ParticipantId | undefined

  constructor(host: SanctuaryElement, options: Options) {
    this.host = host
    this.options = options
    this.menu = new MenuController(host)
    this.removing = new RemoveDialog(host, options)
    this.renaming = new RenameDialog(host, options)
  }

  isOpenFor(person: ParticipantId): boolean {
    return this.subject === person && this.menu.openedBy !== undefined
  }

  /** Opens it beside the button that was pressed. */
  open(event: Event, id: ParticipantId): void {
    const person = this.options.people.find(id)
    if (!person) return
    this.subject = id
    const label = this.options.people.isMe(person) ? this.say('person-menu-self') : this.say('person-menu', person.alias)
    void this.menu.open(event.currentTarget as HTMLElement, label, () => this.items(id)) // listeners sit on buttons only
  }

  render(): TemplateResult {
    return html`${this.menu.render()}${this.removing.render()}${this.renaming.render()}`
  }

  private items(id: ParticipantId): (MenuItem | false)[] {
    const { people } = this.options
    const room = this.options.room()
    const person = people.find(id)
    if (!room || !person || !people.me) return []
    if (people.isMe(person)) return [this.line('person-rename', pencilIcon, () => this.renaming.open(person))]
    return [...this.forOneself(room, person), ...this.forStaff(room, person, people.me)]
  }

  private forOneself(room: Room, person: Participant): (MenuItem | false)[] {
    const muted = this.options.people.isMutedForMe(person)
    const hidden = this.options.people.isHidden(person)
    return [
      room.has('audio') &&
        this.line(muted ? 'person-hear-again' : 'person-mute-for-me', muted ? volumeIcon : volumeOffIcon, () =>
          room.audio.muteForMe(person.id, !muted),
        ),
      this.line(hidden ? 'person-show' : 'person-hide', hidden ? eyeIcon : eyeOffIcon, () => room.participants.hide(person.id, !hidden)),
    ]
  }

  private forStaff(room: Room, person: Participant, me: Participant): (MenuItem | false)[] {
    const { hosts, hands } = room
    const participant = person.id
    const above = mayActOn(me, person)
    const speaks = person.role !== 'listener'
    const act = (name: string, action: () => Promise<unknown>) => () => void this.options.attempts.run(`${name}:${participant}`, action)
    return [
      above &&
        speaks &&
        person.microphone !== 'on' &&
        this.line(
          'person-ask-to-unmute',
          micIcon,
          act('ask', () => hosts.askToUnmute({ participant })),
        ),
      above &&
        speaks &&
        !person.silenced &&
        this.line(
          'person-mute',
          micOffIcon,
          act('mute', () => hosts.mute({ participant })),
        ),
      above &&
        person.hand !== undefined &&
        this.line(
          'person-lower-hand',
          handIcon,
          act('lower', () => hands.lower(participant)),
        ),
      ...rolesToGive(me, person).map((role) => {
        const label = role === 'speaker' && person.role === 'listener' ? 'person-invite' : roleLines[role].label
        return this.line(
          label,
          roleLines[role].icon,
          act(role, () => hosts.setRole({ participant, role })),
        )
      }),
      me.role === 'host' &&
        person.role !== 'host' && {
          ...this.line(
            'person-name-successor',
            crownIcon,
            act('successor', () => hosts.nameSuccessor({ participant, successor: !person.successor })),
          ),
          checked: person.successor,
        },
      above && { ...this.line('person-remove', userRoundXIcon, () => this.removing.open(person)), risk: true },
    ]
  }

  private line(label: keyof typeof menuTexts, icon: Icon, act: () => void): MenuItem {
    return { label: this.say(label), icon, act }
  }

  private say(key: keyof typeof menuTexts, name = ''): string {
    return this.host.words.text(menuTexts, key, { name })
  }
}
