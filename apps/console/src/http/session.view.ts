import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export const LOGIN_MODES = ['open', 'key', 'oidc'] as const;

export class SessionView {
  @ApiProperty({
    enum: LOGIN_MODES,
    description: 'How people log in. open: not at all, everything is allowed; oidc: at /login?to=PATH, or with a key',
  })
  mode!: (typeof LOGIN_MODES)[number];

  @ApiPropertyOptional({ description: 'Who is logged in. Absent: log in first', example: 'ann' })
  subject?: string;

  @ApiPropertyOptional({ type: [String], description: 'What the subject may do', example: ['jobs:read'] })
  scopes?: string[];
}

export class LoggedOut {
  @ApiPropertyOptional({ description: 'Where the page goes so that the OpenID provider forgets the login too' })
  endSessionUrl?: string;
}
