import { expect, test } from 'vitest'
import { serverConfig } from './server-config.ts'

const given = { ports: { http: 1, udp: 2, tcp: 3 }, keys: { apiKey: 'key', apiSecret: 'secret' }, webhookUrl: 'http://127.0.0.1:9/livekit' }

test('on this machine alone there is no TCP sound port, because LiveKit would open it to everybody', () => {
  expect(JSON.parse(serverConfig({ ...given, nodeIp: '127.0.0.1' }))).toMatchObject({
    bind_addresses: ['127.0.0.1'],
    rtc: { tcp_port: 0, udp_port: 2, node_ip: '127.0.0.1', use_external_ip: false, enable_loopback_candidate: true },
  })
})

test('for a network it offers its own address and TCP for those who need it', () => {
  expect(JSON.parse(serverConfig({ ...given, nodeIp: '192.0.2.7' }))).toMatchObject({
    bind_addresses: ['127.0.0.1', '192.0.2.7'],
    rtc: { tcp_port: 3, udp_port: 2, node_ip: '192.0.2.7', enable_loopback_candidate: false, ips: { includes: ['192.0.2.7/32'] } },
  })
})

test.each(['127.0.0.1', '192.0.2.7'])(
  'on %s no browser is sent to somebody else’s STUN server, and nobody makes rooms of their own',
  (nodeIp) => {
    expect(JSON.parse(serverConfig({ ...given, nodeIp }))).toMatchObject({
      rtc: { stun_servers: ['127.0.0.1:3478'] },
      room: { auto_create: false },
    })
  },
)
