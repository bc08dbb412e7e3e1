import type { TabId } from '@sanctuary/protocol'

/** Where a tab's unsent messages are kept. */
export const outboxKey = (tab: TabId): string => `outbox:${tab}`
