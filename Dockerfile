# The server, the simulated cluster and Node: no shell, package manager or npm. docs/container.md says how to run it.

# Runs on the builder's own processor: what it makes is the same for all.
FROM --platform=$BUILDPLATFORM docker.io/library/node:24.21.0-trixie-slim@sha256:173f125896c3b47ddf056734c7ea789d04595a6a08769a8f78e0df642781fb66 AS build
WORKDIR /src
COPY package.json package-lock.json ./
# no dependency's own scripts
RUN ["npm", "ci", "--ignore-scripts"]
COPY . .
RUN ["npm", "run", "build"]
# what only programs that import the library need
RUN ["node", "-e", "for (const path of ['types', 'openapi', 'openapi.js', 'index.js', 'simulator.js', 'zod.js']) fs.rmSync('dist/' + path, { recursive: true })"]

FROM gcr.io/distroless/nodejs24-debian13:nonroot@sha256:9eeb7f5887d0e239e78264b06f7f11d2e14be534050481803a9e4728fcdd278e
ARG VERSION
ARG REVISION
LABEL org.opencontainers.image.title="proxmox-mcp" \
      org.opencontainers.image.description="MCP server for Proxmox VE, generated from Proxmox's own API schema" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.url="https://github.com/proxmox-mcp/proxmox-mcp" \
      org.opencontainers.image.source="https://github.com/proxmox-mcp/proxmox-mcp" \
      org.opencontainers.image.documentation="https://github.com/proxmox-mcp/proxmox-mcp/blob/main/docs/container.md" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      io.modelcontextprotocol.server.name="io.github.proxmox-mcp/proxmox-mcp"
WORKDIR /app
COPY LICENSE package.json packaging/healthcheck.cjs ./
COPY --from=build /src/dist ./dist
USER 65532:65532
# with `serve --http 0.0.0.0:8765`
EXPOSE 8765
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["/nodejs/bin/node", "/app/healthcheck.cjs"]
ENTRYPOINT ["/nodejs/bin/node", "/app/dist/proxmox-mcp.cjs"]
