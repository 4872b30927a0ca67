/** Side of a tile in its own units. @source Mapbox Vector Tile specification 2.1, §4.1 */
const EXTENT = 4096;
/** Header of an archive of version 3, and where its numbers stand. @source PMTiles specification 3, §3 */
const HEADER = 127;

/** Makes a PMTiles archive of one vector tile of the whole world: land everywhere and one road across it. */
export function smallArchive(): Buffer {
  const tile = Buffer.concat([
    layer('earth', 3, [9, zigzag(0), zigzag(0), 26, ...[EXTENT, 0, 0, EXTENT, -EXTENT, 0].map(zigzag), 15]),
    layer('roads', 2, [9, zigzag(0), zigzag(EXTENT / 2), 10, zigzag(EXTENT), zigzag(0)]),
  ]);
  // One entry: tile 0, run of 1, its length, at offset 0 (written as 1).
  const directory = Buffer.from([1, 0, 1, ...varint(tile.length), 1]);
  const metadata = Buffer.from(JSON.stringify({ vector_layers: [{ id: 'earth' }, { id: 'roads' }] }));
  const header = Buffer.alloc(HEADER);
  header.write('PMTiles', 'latin1');
  header.writeUInt8(3, 7);
  const spans = [directory.length, metadata.length, 0, tile.length];
  spans.reduce((offset, length, i) => {
    header.writeBigUInt64LE(BigInt(offset), 8 + i * 16);
    header.writeBigUInt64LE(BigInt(length), 16 + i * 16);
    return offset + length;
  }, HEADER);
  for (const at of [72, 80, 88]) header.writeBigUInt64LE(1n, at);
  // Clustered, neither directories nor tiles compressed, vector tiles, zoom 0 to 0.
  [1, 1, 1, 1, 0, 0].forEach((value, i) => header.writeUInt8(value, 96 + i));
  [-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000].forEach((value, i) =>
    header.writeInt32LE(value, 102 + i * 4),
  );
  return Buffer.concat([header, directory, metadata, tile]);
}

function layer(name: string, type: 2 | 3, geometry: number[]): Buffer {
  const feature = Buffer.concat([field(3, 0, varint(type)), field(4, 2, geometry.flatMap(varint))]);
  const parts = [
    field(15, 0, varint(2)),
    field(1, 2, [...Buffer.from(name)]),
    field(2, 2, [...feature]),
    field(5, 0, varint(EXTENT)),
  ];
  return field(3, 2, [...Buffer.concat(parts)]);
}

/** A field of a protocol buffer; wire type 2 is told with its length. */
function field(number: number, wire: 0 | 2, body: number[]): Buffer {
  return Buffer.from([...varint((number << 3) | wire), ...(wire === 2 ? varint(body.length) : []), ...body]);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))];
}

const zigzag = (value: number) => (value << 1) ^ (value >> 31);
