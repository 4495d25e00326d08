package dev.mcm.testkit.plane.api;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/// A key and a certificate for a server on this machine, which signs itself: clients trust it by
/// holding the certificate as their authority. The JDK makes no certificates, so this one is
/// written out by hand, RFC 5280.
///
/// @param certificate in PEM
/// @param key PKCS 8 in PEM; a secret
public record ServerCertificate(String certificate, String key) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2120-01-01T00:00:00Z");

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BITS = 0x03;
    private static final int OCTETS = 0x04;
    private static final int TEXT = 0x0C;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int VERSION = 0xA0;
    private static final int EXTENSIONS = 0xA3;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;

    private static final byte[] ECDSA_SHA256 = oid(0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02);
    private static final byte[] COMMON_NAME = oid(0x55, 0x04, 0x03);
    private static final byte[] ALTERNATIVE_NAMES = oid(0x55, 0x1D, 0x11);
    private static final byte[] CONSTRAINTS = oid(0x55, 0x1D, 0x13);
    private static final byte[] TRUE = der(BOOLEAN, new byte[] {(byte) 0xFF});

    /// A new key and certificate for `localhost` and 127.0.0.1.
    public static ServerCertificate forLoopback() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] content = content(pair);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(content);
            byte[] signed =
                    der(SEQUENCE, content, der(SEQUENCE, ECDSA_SHA256), bits(signature.sign()));
            return new ServerCertificate(
                    pem("CERTIFICATE", signed), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("This JDK has no elliptic curve P-256", failure);
        }
    }

    /// The certificate as a `certificate-authority-data` of a kubeconfig.
    public String authorityData() {
        return Base64.getEncoder().encodeToString(certificate.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] content(KeyPair pair) {
        byte[] name =
                der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(TEXT, ascii("localhost")))));
        byte[] serial = BigInteger.valueOf(pair.getPublic().hashCode() & 0xFFFFFFFFL).toByteArray();
        byte[] authority = extension(CONSTRAINTS, der(SEQUENCE, TRUE), TRUE);
        byte[] names =
                extension(
                        ALTERNATIVE_NAMES,
                        der(
                                SEQUENCE,
                                der(DNS_NAME, ascii("localhost")),
                                der(IP_ADDRESS, new byte[] {127, 0, 0, 1})));
        return der(
                SEQUENCE,
                der(VERSION, der(INTEGER, new byte[] {2})),
                der(INTEGER, serial),
                der(SEQUENCE, ECDSA_SHA256),
                name,
                der(SEQUENCE, time(FROM), time(UNTIL)),
                name,
                pair.getPublic().getEncoded(),
                der(EXTENSIONS, der(SEQUENCE, authority, names)));
    }

    private static byte[] extension(byte[] kind, byte[] value, byte[]... critical) {
        byte[] mark = critical.length == 0 ? new byte[0] : critical[0];
        return der(SEQUENCE, kind, mark, der(OCTETS, value));
    }

    private static byte[] time(Instant at) {
        return der(GENERALIZED_TIME, ascii(TIME.format(at)));
    }

    private static byte[] bits(byte[] content) {
        return der(BITS, new byte[] {0}, content);
    }

    private static byte[] oid(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return der(0x06, content);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// One element: tag, length, content.
    private static byte[] der(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (length < 0x80) {
            element.write(length);
        } else {
            byte[] digits = BigInteger.valueOf(length).toByteArray();
            int skip = digits[0] == 0 ? 1 : 0;
            element.write(0x80 | (digits.length - skip));
            element.write(digits, skip, digits.length - skip);
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    private static String pem(String what, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }
}
