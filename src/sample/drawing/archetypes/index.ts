/** Every archetype by its id. */
import type { ArchetypeId } from '../../specs';
import type { Archetype } from './archetype';
import { drawBalloons } from './draw-balloons';
import { drawBareForest } from './draw-bare-forest';
import { drawBeam } from './draw-beam';
import { drawBigFace } from './draw-big-face';
import { drawBlinds } from './draw-blinds';
import { drawCactusSun } from './draw-cactus-sun';
import { drawCitySlant } from './draw-city-slant';
import { drawDuel } from './draw-duel';
import { drawFaceGrid } from './draw-face-grid';
import { drawFlowers } from './draw-flowers';
import { drawGraspingHand } from './draw-grasping-hand';
import { drawGreatHeart } from './draw-great-heart';
import { drawGridHorizon } from './draw-grid-horizon';
import { drawHatPortrait } from './draw-hat-portrait';
import { drawLoneHouse } from './draw-lone-house';
import { drawMesaRider } from './draw-mesa-rider';
import { drawMoonlitBoat } from './draw-moonlit-boat';
import { drawOpenDoor } from './draw-open-door';
import { drawOverloadedCar } from './draw-overloaded-car';
import { drawPlayingCard } from './draw-playing-card';
import { drawRailway } from './draw-railway';
import { drawRingedPlanet } from './draw-ringed-planet';
import { drawRocket } from './draw-rocket';
import { drawSpiralStairs } from './draw-spiral-stairs';
import { drawStaringEye } from './draw-staring-eye';
import { drawStreetLamp } from './draw-street-lamp';
import { drawTumblingFeet } from './draw-tumbling-feet';
import { drawTwoProfiles } from './draw-two-profiles';
import { drawUmbrellaPair } from './draw-umbrella-pair';
import { drawVisorPortrait } from './draw-visor-portrait';

export type { Grounds } from './archetype';

export const DRAW: Record<ArchetypeId, Archetype> = {
  'lone-house': drawLoneHouse,
  'staring-eye': drawStaringEye,
  'grasping-hand': drawGraspingHand,
  'bare-forest': drawBareForest,
  'open-door': drawOpenDoor,
  'two-profiles': drawTwoProfiles,
  'umbrella-pair': drawUmbrellaPair,
  'great-heart': drawGreatHeart,
  'moonlit-boat': drawMoonlitBoat,
  flowers: drawFlowers,
  'mesa-rider': drawMesaRider,
  duel: drawDuel,
  'hat-portrait': drawHatPortrait,
  'cactus-sun': drawCactusSun,
  railway: drawRailway,
  'ringed-planet': drawRingedPlanet,
  rocket: drawRocket,
  'grid-horizon': drawGridHorizon,
  'visor-portrait': drawVisorPortrait,
  beam: drawBeam,
  'big-face': drawBigFace,
  'tumbling-feet': drawTumblingFeet,
  'face-grid': drawFaceGrid,
  'overloaded-car': drawOverloadedCar,
  balloons: drawBalloons,
  'street-lamp': drawStreetLamp,
  blinds: drawBlinds,
  'city-slant': drawCitySlant,
  'spiral-stairs': drawSpiralStairs,
  'playing-card': drawPlayingCard,
};
