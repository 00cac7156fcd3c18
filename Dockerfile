# One image for all apps; the command chooses which one runs.
FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/bundle scripts/bundle
COPY examples/designs examples/designs
COPY apps apps
COPY libs libs
RUN npm run build

FROM node:22-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
RUN mkdir -m 700 /data && chown node:node /data
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY scripts/verify-data.mjs scripts/
COPY examples/designs examples/designs
COPY docs/errors docs/errors
USER node
VOLUME /data
CMD ["node", "dist/job-control.js"]
