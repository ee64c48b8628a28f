/** A planet with rings, moons, and someone adrift. */
import { orb, peaks, rings, stars } from '../parts/land';
import { tumbler } from '../parts/people';
import type { Pen } from '../pen/pen';
import type { Archetype } from './archetype';

function planet(
  pen: Pen,
  x: number,
  y: number,
  radius: number,
  colour: string,
  band: string,
  ring: string,
): void {
  const tilt = pen.between(-0.5, 0.5);
  const { context } = pen;
  const arc = (from: number, to: number): void => {
    for (const [reach, thick] of [
      [1.55, 0.14],
      [1.85, 0.06],
    ] as const) {
      context.strokeStyle = ring;
      context.lineWidth = radius * thick;
      context.beginPath();
      context.ellipse(0, 0, radius * reach, radius * reach * 0.26, 0, from, to);
      context.stroke();
    }
  };
  pen.at(
    x,
    y,
    () => {
      arc(Math.PI, Math.PI * 2);
      pen.disc(0, 0, radius, colour);
      pen.within(
        (path) => path.arc(0, 0, radius, 0, Math.PI * 2),
        () => {
          for (let i = 0; i < 5; i++)
            pen.rect(
              -radius,
              pen.between(-0.9, 0.8) * radius,
              radius * 2,
              radius * pen.between(0.05, 0.2),
              band,
            );
          pen.oval(radius * 0.3, radius * 0.35, radius * 0.2, radius * 0.1, band);
          pen.shape(`${pen.scheme.ink}55`, (path) => {
            path.arc(0, 0, radius * 1.02, -0.9, 2.2);
            path.arc(-radius * 0.35, -radius * 0.3, radius * 1.12, 1.9, -0.65, true);
          });
        },
      );
      arc(0, Math.PI);
    },
    tilt,
  );
}

export const drawRingedPlanet: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const light = pen.on(scheme.ground, scheme.glow, scheme.paper, scheme.ink);
  const x = stage.x + stage.width * pen.between(0.4, 0.62);
  const y = stage.y + stage.height * pen.between(0.36, 0.5);
  const radius = stage.height * pen.between(0.2, 0.3);
  if (pen.chance(0.3)) rings(pen, x, y, radius * 1.3, 18, 10, scheme.back);
  stars(pen, 70, light, { x: 0, y: 0, width: pen.width, height: pen.height });
  planet(
    pen,
    x,
    y,
    radius,
    pen.on(scheme.ground, scheme.strong, scheme.glow),
    pen.on(scheme.strong, scheme.back, scheme.accent),
    pen.on(scheme.ground, scheme.accent, light),
  );
  orb(
    pen,
    stage.width - x + 30,
    y + stage.height * 0.34,
    radius * pen.between(0.16, 0.3),
    light,
    scheme.ground,
  );
  const landed = pen.chance(0.5);
  if (landed) peaks(pen, stage.y + stage.height * 0.94, stage.height * 0.22, scheme.ink, scheme.back, 4);
  else {
    const [ax, ay] = [pen.width - x + pen.between(-20, 20), stage.y + stage.height * pen.between(0.75, 0.9)];
    tumbler(pen, ax, ay, 34, light, pen.between(-1, 1));
    const { context } = pen;
    context.strokeStyle = light;
    context.lineWidth = 0.9;
    context.beginPath();
    context.moveTo(ax, ay);
    context.bezierCurveTo(ax - 50, ay + 20, ax + 20, ay - 60, x, y + radius * 0.8);
    context.stroke();
  }
  return { top: scheme.ground, bottom: landed ? scheme.ink : scheme.ground };
};
