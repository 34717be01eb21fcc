import { X509Certificate } from "node:crypto";
import { connect, createServer } from "node:tls";
import { describe, expect, it } from "vitest";
import { certify, createCertificate } from "../../../simulator/http/certificate.js";

const NOW = Date.UTC(2026, 0, 5, 9, 0, 0);

describe("a certificate", () => {
  const made = certify(["pve1.example.org", "192.0.2.7", "2001:db8::1"], NOW);
  const parsed = new X509Certificate(made.certificate);

  it("names whom it is for, and its time", () => {
    expect({
      subject: parsed.subject,
      issuer: parsed.issuer,
      for: parsed.subjectAltName,
      from: parsed.validFrom,
      to: parsed.validTo,
      isAuthority: parsed.ca,
      uses: parsed.keyUsage,
    }).toMatchInlineSnapshot(`
      {
        "for": "DNS:pve1.example.org, IP Address:192.0.2.7, IP Address:2001:DB8:0:0:0:0:0:1",
        "from": "Jan  4 09:00:00 2026 GMT",
        "isAuthority": true,
        "issuer": "CN=pve1.example.org",
        "subject": "CN=pve1.example.org",
        "to": "Jan  3 09:00:00 2036 GMT",
        "uses": [
          "1.3.6.1.5.5.7.3.1",
        ],
      }
    `);
  });

  it("is signed with its own key", () => {
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(parsed.fingerprint256).toBe(made.fingerprint);
  });

  it("lasts beyond 2049, where years have four digits", () => {
    const late = new X509Certificate(certify(["pve1"], Date.UTC(2045, 5, 1)).certificate);
    expect(late.validTo).toContain("2055 GMT");
  });

  it("is another one each time", () => {
    expect(certify(["pve1"], NOW).fingerprint).not.toBe(certify(["pve1"], NOW).fingerprint);
  });

  it.each(["localhost", "127.0.0.1", "pve1"])("lets strict clients in as %s", async (name) => {
    const { key, certificate } = createCertificate(["pve1"]);
    const server = createServer({ key, cert: certificate }, (socket) => socket.end("hello"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const options = { host: "127.0.0.1", port, ca: certificate };
    const socket = connect({ ...options, ...(name !== "127.0.0.1" && { servername: name }) });
    const heard: Buffer[] = [];
    for await (const chunk of socket) heard.push(chunk as Buffer);
    expect(Buffer.concat(heard).toString()).toBe("hello");
    server.close();
  });
});
