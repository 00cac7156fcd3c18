import type { AppInfo } from '#platform';
import { proxyApis } from './proxy/proxy-apis';
import { requireOwnPage } from './proxy/require-own-page';
import { applySession } from './session/apply-session';

export const consoleInfo: AppInfo = {
  name: 'console',
  defaultPort: 4900,
  title: 'Console',
  description: 'The web application for people who watch and operate jobs.',
  tags: { session: 'Who uses the console in this browser' },
  middleware: {
    beforeAuthentication(app) {
      requireOwnPage(app);
      applySession(app);
    },
    beforeBodies: proxyApis,
  },
};
