FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Nothing to compile: the SQLite driver for this Node.js comes ready-made.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/copy-data.mjs scripts/
COPY src src
RUN npm run build && npm prune --omit=dev --ignore-scripts
# Of the packages that are optional only the one that paints charts is of use here, and of ECharts only the one file that is loaded.
RUN rm -rf node_modules/better-sqlite3 node_modules/echarts/lib node_modules/echarts/types \
  && find node_modules/echarts/dist -type f ! -name echarts.esm.min.mjs -delete

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    VIGIE_DATABASE=/data/vigie.db
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json feeds.json feeds.schema.json ./
COPY samples samples
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
# The bot answers its own health check on loopback: nothing listens to the outside unless VIGIE_HTTP_HOST says so.
HEALTHCHECK --interval=60s --timeout=5s --start-period=120s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.VIGIE_HTTP_PORT ?? 8466}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "dist/cli.js", "start"]
