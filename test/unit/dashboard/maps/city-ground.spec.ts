import { describe, expect, it } from '@jest/globals';
import { groundBounds, groundPath, groundProjection } from '../../../../dashboard/src/maps/city-ground.options.js';

const square = {
  features: [
    {
      properties: { k: 'hill' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [10, 0],
            [12, 0],
            [12, 1],
            [10, 1],
            [10, 0],
          ],
        ],
      },
    },
    {
      properties: null,
      geometry: {
        type: 'MultiLineString',
        coordinates: [
          [
            [10, 0],
            [11, 1],
          ],
        ],
      },
    },
    { geometry: null },
    { geometry: { type: 'Point', coordinates: [99, 99] } },
  ],
};

describe('ground of the sign-in page', () => {
  it('takes its bounds from lines and areas only', () => {
    expect(groundBounds(square)).toEqual([10, 0, 12, 1]);
    expect(groundBounds({ features: [] })).toBeNull();
  });

  it('puts north up and keeps the shape', () => {
    const { height, project } = groundProjection([10, 0, 12, 1]);
    expect(height).toBe(500);
    expect(project([10, 1])).toEqual([0, 0]);
    expect(project([12, 0])).toEqual([1000, 500]);
  });

  it('draws what is kept and passes over what it does not know', () => {
    const { project } = groundProjection([10, 0, 12, 1]);
    expect(groundPath(square, project, (f) => f.properties === null)).toBe('M0 500L500 0');
    expect(groundPath(square, project).match(/M/g)).toHaveLength(2);
  });
});
