import type { MediaKeys } from './media-keys.ts'
import type { MediaPorts } from './media-ports.ts'

/** Reachable from this machine only. */
export const loopback = '127.0.0.1'

/**
 * The configuration of a media server that belongs to one Sanctuary server. JSON is YAML, so it is handed over as JSON.
 * @param options.nodeIp - the address people's browsers send sound to. On loopback nothing listens beyond this machine: LiveKit
 * binds its TCP sound port to every address whatever it is told, so there is none
 * @param options.webhookUrl - where LiveKit reports joins and tracks
 */
export function serverConfig(options: { ports: MediaPorts; keys: MediaKeys; webhookUrl: string; nodeIp: string }): string {
  const { ports, keys, webhookUrl, nodeIp } = options
  const onLoopback = nodeIp === loopback
  return JSON.stringify({
    port: ports.http,
    bind_addresses: onLoopback ? [loopback] : [loopback, nodeIp],
    rtc: {
      udp_port: ports.udp,
      tcp_port: onLoopback ? 0 : ports.tcp,
      node_ip: nodeIp,
      use_external_ip: false,
      enable_loopback_candidate: onLoopback,
      ips: { includes: [`${nodeIp}/32`] },
      // Without an entry LiveKit hands every browser Google's, which would learn people's addresses.
      stun_servers: ['127.0.0.1:3478'],
    },
    // We create a room when we mint its first token, so nobody makes rooms of their own.
    // A grant for the microphone does not keep a client from sending video under that name; without a codec for it nothing does get through.
    room: { auto_create: false, empty_timeout: 30, enabled_codecs: [{ mime: 'audio/opus' }, { mime: 'audio/red' }] },
    limit: { num_tracks: -1 },
    // Its warnings are mostly refused requests, which anybody can cause as often as they like.
    logging: { level: 'error', json: true },
    keys: { [keys.apiKey]: keys.apiSecret },
    webhook: { api_key: keys.apiKey, urls: [webhookUrl] },
  })
}
