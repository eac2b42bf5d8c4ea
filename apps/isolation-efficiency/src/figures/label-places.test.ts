import fc from "fast-check";
import { expect, it } from "vitest";
import { type Box, placeLabels } from "./label-places.ts";

const FRAME: Box = { left: 0, top: 0, right: 800, bottom: 600 };
const overlaps = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const point = fc.record({
  label: fc.constantFrom("linux", "chroot", "linux-vserver", "xen-3.0.4", "workstation-3.2"),
  x: fc.integer({ min: 150, max: 650 }),
  y: fc.integer({ min: 150, max: 450 }),
});

it("labels of up to nine points cover neither each other nor any mark, wherever the points are", () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 9 }), (points) => {
      const placed = placeLabels(points, FRAME);
      placed.forEach(({ box }, index) => {
        for (const other of placed.slice(index + 1)) expect(overlaps(box, other.box)).toBe(false);
        for (const { x, y } of points) expect(box.left < x && x < box.right && box.top < y && y < box.bottom).toBe(false);
        expect(box.left).toBeGreaterThanOrEqual(FRAME.left);
        expect(box.right).toBeLessThanOrEqual(FRAME.right);
      });
    }),
    { numRuns: 100, seed: 1 },
  );
});

it("a lone point has its label at its side, and no line leads to it; what is taken is left free", () => {
  const [alone] = placeLabels([{ label: "linux", x: 400, y: 300 }], FRAME);
  expect(alone).toMatchObject({ apart: false, box: { left: 411 } });
  const [beside] = placeLabels([{ label: "linux", x: 400, y: 300 }], FRAME, [{ left: 405, top: 290, right: 500, bottom: 310 }]);
  expect(beside?.box.right).toBeLessThan(400);
});
