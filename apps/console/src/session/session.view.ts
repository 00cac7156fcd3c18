import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export const LOGIN_MODES = ['open', 'key'] as const;

export class SessionView {
  @ApiProperty({ enum: LOGIN_MODES, description: 'How people log in. open: not at all, everything is allowed' })
  mode!: (typeof LOGIN_MODES)[number];

  @ApiPropertyOptional({ description: 'Who is logged in. Absent: log in first', example: 'ann' })
  subject?: string;

  @ApiPropertyOptional({ type: [String], description: 'What the subject may do', example: ['jobs:read'] })
  scopes?: string[];
}
