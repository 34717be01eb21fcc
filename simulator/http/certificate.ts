import { generateKeyPairSync, randomBytes, sign, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { bits, der, integer, objectId, octets, sequence, tagged, text, time, yes } from "./der.js";

export interface Certificate {
  /** PEM */
  key: string;
  /** PEM */
  certificate: string;
  /** SHA-256, `AA:BB:…` */
  fingerprint: string;
}

const OID = {
  commonName: "2.5.4.3",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  basicConstraints: "2.5.29.19",
  keyUsage: "2.5.29.15",
  extendedKeyUsage: "2.5.29.37",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  subjectAltName: "2.5.29.17",
};

const DAY = 86_400_000;

/** Signs digitally (bit 0) and signs certificates (bit 5): it is its own authority. */
const KEY_USAGE = Uint8Array.of(0b1000_0100);

/** A certificate for this machine under `localhost`, 127.0.0.1 and ::1, and for the given names. */
export function createCertificate(names: readonly string[]): Certificate {
  return certify([...names, "localhost", "127.0.0.1", "::1"]);
}

/**
 * A self-signed certificate (RFC 5280) with a key of its own, good from yesterday on for ten years.
 *
 * @param names DNS names and IP addresses; the first is its common name
 */
export function certify(names: readonly string[], now = Date.now()): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(der(0x31, sequence(objectId(OID.commonName), text(names[0] ?? ""))));
  const algorithm = sequence(objectId(OID.ecdsaWithSha256));
  const content = sequence(
    tagged(0, integer(Uint8Array.of(2))),
    integer(randomBytes(16)),
    algorithm,
    name,
    sequence(time(new Date(now - DAY)), time(new Date(now + 3650 * DAY))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    tagged(3, sequence(...extensions(names))),
  );
  const whole = sequence(content, algorithm, bits(sign("sha256", content, privateKey)));
  const certificate = new X509Certificate(whole);
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: certificate.toString(),
    fingerprint: certificate.fingerprint256,
  };
}

function extensions(names: readonly string[]): Buffer[] {
  return [
    extension(OID.basicConstraints, sequence(yes()), "critical"),
    extension(OID.keyUsage, bits(KEY_USAGE, 2), "critical"),
    extension(OID.extendedKeyUsage, sequence(objectId(OID.serverAuth))),
    extension(OID.subjectAltName, sequence(...names.map(alternativeName))),
  ];
}

function extension(id: string, value: Uint8Array, critical?: "critical"): Buffer {
  return sequence(objectId(id), ...(critical ? [yes()] : []), octets(value));
}

const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

function alternativeName(name: string): Buffer {
  return isIP(name) === 0
    ? der(DNS_NAME, Buffer.from(name, "latin1"))
    : der(IP_ADDRESS, addressBytes(name));
}

function addressBytes(address: string): Uint8Array {
  if (isIP(address) === 4) return Uint8Array.from(address.split(".").map(Number));
  const [head = "", tail] = address.split("::");
  const groups = (part: string) => part.split(":").filter(Boolean);
  const given = [groups(head), groups(tail ?? "")] as const;
  const missing = Array.from({ length: 8 - given[0].length - given[1].length }, () => "0");
  const all = [...given[0], ...missing, ...given[1]].map((group) => Number.parseInt(group, 16));
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}
