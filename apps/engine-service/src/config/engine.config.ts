import { IsString } from 'class-validator';

export class EngineConfig {
  /** Path of the design document; its `commands/` folder lies beside it. */
  @IsString()
  DESIGN = './design.json';
}
