// Our own lists, read through word by word: nothing that describes a body, a group of people, wealth, danger or death.
const adjectives =
  'Amber Autumn Blue Bright Calm Cedar Clear Clover Copper Coral Crystal Dappled Distant Early Evening Fern Gentle Gilded Golden Green Hazel Hidden Humble Indigo Ivory Jade Kind Lavender Lilac Linen Little Lunar Maple Marble Mellow Misty Morning Mossy Northern Olive Opal Paper Patient Pearl Plain Quiet Rainy Restful Rosy Rustic Sage Sandy Silver Slow Snowy Soft Southern Spring Starry Steady Still Summer Sunny Tidal Velvet Violet Wandering Warm Western Willow Winter Woven'.split(
    ' ',
  )
const nouns =
  'Acorn Anchor Aspen Badger Bay Beacon Bell Birch Bloom Breeze Bridge Brook Canyon Cloud Comet Cove Creek Crane Cypress Daisy Deer Dormouse Dove Drift Dune Ember Feather Fern Field Finch Firefly Forest Fox Garden Glade Grove Harbour Hare Haven Heath Heron Hill Iris Island Ivy Juniper Kestrel Lagoon Lake Lantern Lark Leaf Light Lily Linnet Lotus Lynx Meadow Moon Moth Mountain Nest Oak Orchard Otter Owl Path Pebble Pine Plover Pond Poppy Quail Rain Reed Ridge River Robin Sail Seal Shell Shore Sparrow Spruce Star Stone Stream Swallow Swan Thistle Thrush Tide Valley Vale Wave Wren'.split(
    ' ',
  )

/** A name nobody chose, such as "Quiet Otter". */
export function randomAlias(): string {
  return `${pick(adjectives)} ${pick(nouns)}`
}

/** A seed for a picture. */
export function randomPicture(): string {
  return [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(36).padStart(2, '0')).join('')
}

/** Uniform: values past the last whole multiple are drawn again. */
function pick(words: readonly string[]): string {
  const limit = Math.floor(0x1_0000_0000 / words.length) * words.length
  for (;;) {
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1))
    if (drawn < limit) return words[drawn % words.length] ?? ''
  }
}
