# syntax=docker/dockerfile:1
# One target a service:   docker build --target capacity -t abri/capacity:0.1.0 .
# Pin NODE_IMAGE by digest for a release; with the same commit and SOURCE_DATE_EPOCH the application's layer is the same.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /src
ENV CI=1 TURBO_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
RUN npm run build

# What runs: Node and nothing to install with, nobody special, no secret, nothing to write to.
FROM ${NODE_IMAGE} AS runtime
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
  /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-*
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
USER 10001:10001
ENTRYPOINT ["node"]

FROM build AS capacity-files
RUN --mount=type=cache,target=/root/.npm node images/collect.mjs capacity /out
FROM runtime AS capacity
COPY --from=capacity-files /out /app
EXPOSE 4101
CMD ["services/capacity/dist/main.js"]

FROM build AS matching-files
RUN --mount=type=cache,target=/root/.npm node images/collect.mjs matching /out
FROM runtime AS matching
COPY --from=matching-files /out /app
EXPOSE 4102
CMD ["services/matching/dist/main.js"]

FROM build AS observatory-files
RUN --mount=type=cache,target=/root/.npm node images/collect.mjs observatory /out
FROM runtime AS observatory
COPY --from=observatory-files /out /app
EXPOSE 4103
CMD ["services/observatory/dist/main.js"]

FROM build AS child-followup-files
RUN --mount=type=cache,target=/root/.npm node images/collect.mjs child-followup /out
FROM runtime AS child-followup
COPY --from=child-followup-files /out /app
EXPOSE 4104
CMD ["services/child-followup/dist/main.js"]

FROM build AS perpetrator-hosting-files
RUN --mount=type=cache,target=/root/.npm node images/collect.mjs perpetrator-hosting /out
FROM runtime AS perpetrator-hosting
COPY --from=perpetrator-hosting-files /out /app
EXPOSE 4105
CMD ["services/perpetrator-hosting/dist/main.js"]

FROM build AS victim-support-files
RUN --mount=type=cache,target=/root/.npm node images/collect.mjs victim-support /out
FROM runtime AS victim-support
COPY --from=victim-support-files /out /app
EXPOSE 4106
CMD ["services/victim-support/dist/main.js"]

FROM build AS programmes-files
RUN --mount=type=cache,target=/root/.npm node images/collect.mjs programmes /out
FROM runtime AS programmes
COPY --from=programmes-files /out /app
EXPOSE 4107
CMD ["services/programmes/dist/main.js"]

FROM build AS gateway-files
RUN --mount=type=cache,target=/root/.npm node images/collect.mjs gateway /out
FROM runtime AS gateway
COPY --from=gateway-files /out /app
EXPOSE 4000
CMD ["services/gateway/dist/main.js"]
