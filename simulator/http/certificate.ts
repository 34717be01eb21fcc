import { X509Certificate } from "node:crypto";

export interface Certificate {
  /** PEM */
  key: string;
  /** PEM */
  certificate: string;
  /** SHA-256, `AA:BB:…` */
  fingerprint: string;
}

/** A self-signed certificate for `localhost`, 127.0.0.1, ::1 and the given names. */
export async function createCertificate(names: readonly string[]): Promise<Certificate> {
  // Loaded only here: the package brings a whole ASN.1 library along.
  const { default: selfsigned } = await import("selfsigned");
  const altNames = [
    ...["localhost", ...names].map((value) => ({ type: 2 as const, value })),
    { type: 7 as const, ip: "127.0.0.1" },
    { type: 7 as const, ip: "::1" },
  ];
  const pems = await selfsigned.generate([{ name: "commonName", value: names[0] ?? "localhost" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", digitalSignature: true, keyCertSign: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames },
    ],
  });
  return {
    key: pems.private,
    certificate: pems.cert,
    fingerprint: new X509Certificate(pems.cert).fingerprint256,
  };
}
