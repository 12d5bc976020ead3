import { liveManyLives } from './lives.ts';

liveManyLives(33);
