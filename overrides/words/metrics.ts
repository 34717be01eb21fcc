import type { Words } from "./types.js";

export default {
  endpoints: {
    "GET /cluster/metrics": "List the sections of metrics",
    "GET /cluster/metrics/export":
      "Export current metrics of nodes, guests and storages; with history also the last 30 minutes",
    "GET /cluster/metrics/server": "List external metric servers",
    "POST /cluster/metrics/server/{id}":
      "Add a metric server; nodes start sending to it within seconds",
    "GET /cluster/metrics/server/{id}": "Get a metric server's settings, its token included",
    "PUT /cluster/metrics/server/{id}": "Change a metric server",
    "DELETE /cluster/metrics/server/{id}": "Remove a metric server; sent data stays there",
  },
  parameters: {
    "/cluster/metrics": {
      "api-path-prefix": "InfluxDB: path before /api2/ behind a reverse proxy",
      bucket: "InfluxDB v2: bucket to write to",
      disable: "1 stops sending and keeps the entry",
      id: "Name of the metric server entry",
      influxdbproto: "InfluxDB transport: udp (default), http or https (both API v2)",
      "max-body-size": "InfluxDB: most bytes per request; default 25000000",
      mtu: "Packet size in bytes with UDP; default 1500",
      organization: "InfluxDB v2: organization",
      "otel-compression": "OpenTelemetry: gzip (default) or none",
      "otel-headers": "OpenTelemetry: extra HTTP headers, a JSON object in base64",
      "otel-max-body-size": "OpenTelemetry: most bytes per request; default 10000000",
      "otel-path": "OpenTelemetry: URL path; default /v1/metrics",
      "otel-protocol": "OpenTelemetry transport: https (default) or http",
      "otel-resource-attributes": "OpenTelemetry: extra attributes, a JSON object in base64",
      "otel-timeout": "OpenTelemetry: seconds per request; default 5",
      "otel-verify-ssl": "OpenTelemetry: verify the TLS certificate; default 1",
      path: "Graphite: prefix of all names, such as proxmox.site1",
      port: "Port of the metric server",
      proto: "Graphite transport: udp (default) or tcp",
      server: "Host name or IP address of the metric server",
      timeout: "Graphite over TCP: seconds before giving up; default 1",
      token: "InfluxDB: access token; for InfluxDB 1.8 user:password",
      type: "Kind: graphite, influxdb or opentelemetry",
      "verify-certificate": "InfluxDB over https: verify the TLS certificate; default 1",
    },
    "GET /cluster/metrics/export": {
      history: "1 adds past values; default 0 gives only the latest",
      "local-only": "1 asks only the node that answers; default 0 asks all",
      "node-list": "Only these nodes, comma-separated",
      "start-time": "Only values newer than this UNIX time in seconds; default 0, all",
    },
  },
} satisfies Words;
